import type { home as zh } from "../zh-CN/home.ts";

export const home = {
  title: "Home",
  heading: "A suspicion is reason enough to report harm to a child",
  lead: (city: string) =>
    `Teachers, doctors and nurses, community and social workers in ${city}, and everyone else who knows of something, can report here. No evidence is needed, nor who did it: finding out is the work of the police and others.`,
  doors: {
    label: "Start here",
    report: {
      title: "Report harm to a child",
      text: "One thing on a page, step by step.",
      eases: [
        "No evidence needed: suspicion is enough",
        "No account needed: a receipt comes at the end",
        "“Not known” is always an answer",
        "Stop at any time and go on later",
      ],
      urgent: "Short of time: a quick report takes a minute, the rest can follow.",
    },
    receipt: {
      title: "Follow a report",
      text: "The 16-digit receipt code shows what each department is doing, and is where to add more.",
    },
    officer: {
      title: "Officers sign in",
      text: "For those on duty at the police, procuratorate, civil affairs, women’s federation and other departments.",
    },
  },
  situations: {
    heading: "What should be reported",
    lead: "Any of these nine situations, seen or suspected. Unsure which one it is? Please report all the same.",
    statute: "Wording of the rule",
  },
  afterwards: {
    heading: "What happens after a report",
    lead: "Every step has a time limit. The procuratorate is on every report and sees whether each department is in time.",
    acceptWithin: (critical: string, urgent: string, serious: string) =>
      `Within ${critical} if critical, ${urgent} if urgent, otherwise ${serious}`,
    acceptByUrgency: "By urgency",
    steps: [
      {
        when: "At once",
        title: "A receipt",
        text: "A report number, a 16-digit receipt code, and a printable proof of having reported that says nothing about the child.",
      },
      {
        when: "Right after",
        title: "Sent by the guidelines",
        text: "Police and procuratorate always receive it; civil affairs, women’s federation, education, health and others where the situation asks for them. The receipt says who, and why.",
      },
      {
        when: null,
        title: "Accepted",
        text: "The officers on duty accept it and begin. The wrong department is no problem: whoever receives it records it and hands it over.",
      },
      {
        when: "Within 3 days of that",
        title: "News of progress",
        text: "How far the review has come stands on the receipt page. Questions are asked there too.",
      },
      {
        when: "Within 3 months",
        title: "The result",
        text: "The reporter is told the result or the present state: the procedure only, nothing about the child.",
      },
    ],
    source:
      "These are the portal’s own targets; the limits set by law stand on the receipt and on the officers’ pages, each with its source.",
  },
  protection: {
    heading: "Who is protected, and how",
    child: {
      title: "The child",
      text: "No mail, link or receipt page holds the child’s name, address or story. Nobody outside the case can see them, and each look at an identity is recorded.",
      law: "Law on the Protection of Minors, article 103",
    },
    reporter: {
      title: "The reporter",
      text: "Name and contact are kept encrypted, for the police and prosecutors on the case only. No unit may punish or dismiss anyone for reporting; retaliation can be told in a supplement on the receipt page.",
      law: "Beijing Regulations on the Protection of Minors, articles 52 and 53",
    },
    device: {
      title: "This device",
      text: "Every page has “Leave now”. It puts an ordinary page in its place at once and clears what can be cleared; the browser’s history must be deleted by hand.",
      law: null,
    },
  },
  duty: {
    heading: "For whom reporting is a legal duty",
    lead: "Whoever finds at work that a minor is harmed, suspected to be harmed or in other danger must report at once. Everyone else may report as well.",
    groups: [
      {
        title: "Schools, kindergartens, training centres",
        text: "Teachers, school doctors, dormitory staff, guards and others.",
      },
      { title: "Medical bodies", text: "Doctors, nurses, emergency and maternal-health staff." },
      { title: "Residents’ and villagers’ committees", text: "Community workers, children’s directors, grid workers." },
      {
        title: "Social work, rescue and welfare bodies",
        text: "Social workers, staff of rescue stations and children’s homes.",
      },
      { title: "Infant care, after-school care, domestic service", text: "Carers and the bodies they work for." },
      {
        title: "Hotels and guest houses",
        text: "When a minor stays and a crime is suspected, the police are told at once.",
      },
      { title: "State organs", text: "Organs at every level and their staff." },
    ],
    law: "Source: Law on the Protection of Minors, articles 11, 57 and 130.",
  },
} satisfies typeof zh;
