import type { z } from "zod";
import type { Report } from "#guidelines/report.ts";

/** A report of the demo: what is filed, how long before the demo was loaded, and from which unit. */
export interface DemoReport {
  readonly key: string;
  readonly minutesAgo: number;
  readonly unit: string | null;
  readonly report: Omit<z.input<typeof Report>, "edition">;
}

type Child = z.input<typeof Report>["children"][number];

const teacher = {
  profession: "teacher" as const,
  unit: "示例小学",
  unitDistrict: "110105",
  name: "示例教师甲",
  phone: "13800000001",
};
const doctor = {
  profession: "medical" as const,
  unit: "示例医院",
  unitDistrict: "110105",
  name: "示例医生乙",
  phone: "13800000002",
};
const child = (name: string, sex: "female" | "male", age: number, more: Partial<Child> = {}): Child => ({
  name,
  sex,
  age,
  ...more,
});

/** A dozen invented reports, one for each kind of situation and several ways through the rules. */
export const demoReports: readonly DemoReport[] = [
  {
    key: "injuries-at-home",
    minutesAgo: 12,
    unit: "school",
    report: {
      reporter: teacher,
      children: [child("示例儿童甲", "female", 9, { school: "示例小学", district: "110105", address: "示例路1号" })],
      incident: {
        situations: ["multiple_injuries"],
        injuries: ["arms", "back"],
        ongoing: true,
        district: "110105",
        place: "home",
        learnedBy: "observed",
        narrative: "（虚构示例）体育课换衣服时看到手臂和背部有多处新旧伤痕，孩子说是在家里被打的，不敢回家。",
      },
      suspects: [{ relation: "father", isGuardian: true, livesWithChild: true, hasAccessNow: true }],
      guardianship: { status: "guardian_is_suspect" },
      safety: {
        immediateDanger: false,
        childWhereabouts: "在学校，由班主任陪着",
        medicalCareNeeded: true,
        otherChildrenAtRisk: null,
      },
      steps: { policeCalled: false, evidenceKept: true },
    },
  },
  {
    key: "girl-under-14",
    minutesAgo: 4,
    unit: "hospital",
    report: {
      reporter: doctor,
      children: [child("示例儿童乙", "female", 12, { district: "110105" })],
      incident: {
        situations: ["girl_under_14_sexual"],
        district: "110105",
        place: "hospital",
        learnedBy: "record",
        narrative: "（虚构示例）接诊时检查发现妊娠，孩子不愿说明情况，由母亲陪同就诊。",
      },
      suspects: [{ relation: "unknown" }],
      guardianship: { status: "guardian_protective" },
      safety: { immediateDanger: null, childWhereabouts: "在示例医院观察室", medicalCareNeeded: true },
      steps: { policeCalled: false, evidenceKept: true },
      needs: { psychological: true, legalAid: true },
    },
  },
  {
    key: "hotel-check-in",
    minutesAgo: 35,
    unit: "hotel",
    report: {
      reporter: {
        profession: "hotel",
        unit: "示例酒店",
        unitDistrict: "110108",
        name: "示例前台丙",
        phone: "13800000003",
      },
      children: [{ name: null, sex: "female", age: 13 }],
      incident: {
        situations: ["other_serious"],
        district: "110108",
        place: "hotel",
        ongoing: true,
        learnedBy: "observed",
        narrative: "（虚构示例）成年人带未成年人办理入住，无法说明关系，孩子神情紧张，拒绝联系家长。",
      },
      suspects: [{ relation: "stranger", isGuardian: false, livesWithChild: false, hasAccessNow: true }],
      guardianship: { status: "unknown" },
      safety: { immediateDanger: true, childWhereabouts: "在酒店大堂" },
      steps: { policeCalled: true },
    },
  },
  {
    key: "left-alone",
    minutesAgo: 190,
    unit: "community",
    report: {
      reporter: {
        profession: "community",
        unit: "示例社区居委会",
        unitDistrict: "110105",
        name: "示例社区工作者丁",
        phone: "13800000004",
      },
      children: [
        child("示例儿童丙", "male", 5, { district: "110105", address: "示例胡同2号" }),
        child("示例儿童丁", "female", 7, { district: "110105", address: "示例胡同2号" }),
      ],
      incident: {
        situations: ["abandoned_or_unattended"],
        district: "110105",
        place: "home",
        ongoing: true,
        learnedBy: "told_by_other",
        narrative: "（虚构示例）邻居反映两个孩子单独在家多日，上门时家中无大人，孩子说父母在外地。",
      },
      guardianship: { status: "guardian_absent" },
      safety: { immediateDanger: false, childWhereabouts: "在家，由邻居暂时照看", otherChildrenAtRisk: true },
      steps: { policeCalled: false },
      needs: { hardship: true, placement: true },
    },
  },
  {
    key: "school-staff",
    minutesAgo: 75,
    unit: "middle-school",
    report: {
      reporter: {
        profession: "teacher",
        unit: "示例中学",
        unitDistrict: "110108",
        name: "示例教师戊",
        phone: "13800000005",
      },
      children: [child("示例儿童戊", "male", 15, { school: "示例中学", district: "110108" })],
      incident: {
        situations: ["other_serious"],
        district: "110108",
        place: "training_centre",
        learnedBy: "child_disclosed",
        narrative: "（虚构示例）学生说校外培训机构的老师多次不当触碰，并威胁不许告诉别人。",
      },
      suspects: [{ relation: "teacher_or_staff", isStaff: true, livesWithChild: false, hasAccessNow: true }],
      guardianship: { status: "guardian_protective" },
      safety: { immediateDanger: false },
      steps: { policeCalled: false, evidenceKept: true },
    },
  },
  {
    key: "peer-bullying",
    minutesAgo: 640,
    unit: "middle-school",
    report: {
      reporter: {
        profession: "teacher",
        unit: "示例中学",
        unitDistrict: "110108",
        name: "示例班主任己",
        phone: "13800000006",
      },
      children: [child("示例儿童己", "male", 13, { school: "示例中学", district: "110108", disability: true })],
      incident: {
        situations: ["multiple_injuries"],
        district: "110108",
        place: "school",
        ongoing: true,
        learnedBy: "observed",
        narrative: "（虚构示例）多名同学长期殴打、辱骂，并拍摄视频传播，孩子不愿上学。",
      },
      suspects: [{ relation: "peer", isMinor: true, hasAccessNow: true, livesWithChild: false }],
      guardianship: { status: "guardian_protective" },
      safety: { immediateDanger: false, selfHarmRisk: true },
      steps: { policeCalled: false, evidenceKept: true },
      needs: { psychological: true },
    },
  },
  {
    key: "genital-injury",
    minutesAgo: 55,
    unit: "kindergarten",
    report: {
      reporter: {
        profession: "teacher",
        unit: "示例幼儿园",
        unitDistrict: "110108",
        name: "示例幼教庚",
        phone: "13800000007",
      },
      children: [child("示例儿童庚", "female", 4, { school: "示例幼儿园", district: "110108" })],
      incident: {
        situations: ["genital_injury"],
        district: "110108",
        place: "home",
        learnedBy: "observed",
        narrative: "（虚构示例）午睡更衣时孩子说下身疼，看到红肿，孩子说“叔叔弄的”。",
      },
      suspects: [{ relation: "relative", livesWithChild: true, hasAccessNow: true, isGuardian: false }],
      guardianship: { status: "unknown" },
      safety: { immediateDanger: null, medicalCareNeeded: true, childWhereabouts: "在园，由保健医陪同" },
      steps: { policeCalled: false, evidenceKept: true },
    },
  },
  {
    key: "teen-pregnancy",
    minutesAgo: 1_300,
    unit: "hospital",
    report: {
      reporter: doctor,
      children: [child("示例儿童辛", "female", 15, { district: "110108" })],
      incident: {
        situations: ["girl_14_up_sexual_pregnancy"],
        district: "110108",
        place: "unknown",
        learnedBy: "record",
        narrative: "（虚构示例）就诊时已妊娠，自述遭到网上认识的人侵害。",
      },
      suspects: [{ relation: "online_contact", hasAccessNow: null }],
      guardianship: { status: "guardian_protective" },
      safety: { immediateDanger: false, medicalCareNeeded: true },
      steps: { policeCalled: true, policeReference: "示例受案第1号" },
      needs: { legalAid: true, psychological: true },
    },
  },
  {
    key: "self-harm",
    minutesAgo: 260,
    unit: null,
    report: {
      reporter: { profession: "public", anonymous: true },
      children: [{ name: null, sex: "unknown", age: null }],
      incident: {
        situations: ["unnatural_death_or_injury"],
        district: "110105",
        place: "street",
        learnedBy: "observed",
        narrative: "（虚构示例）看到一名学生有自伤行为，已送往附近医院。",
      },
      guardianship: { status: "unknown" },
      safety: { immediateDanger: true, selfHarmRisk: true, medicalCareNeeded: true },
      steps: { policeCalled: true },
    },
  },
  {
    key: "unknown-origin",
    minutesAgo: 2_000,
    unit: "welfare",
    report: {
      reporter: {
        profession: "welfare_institution",
        unit: "示例儿童福利机构",
        unitDistrict: "110108",
        name: "示例工作人员壬",
        phone: "13800000008",
      },
      children: [{ name: null, sex: "male", age: 3, district: null }],
      incident: {
        situations: ["unknown_origin_or_missing"],
        district: "110108",
        place: "street",
        learnedBy: "observed",
        narrative: "（虚构示例）群众送来一名幼儿，说不清姓名和家人，身上没有任何证件。",
      },
      guardianship: { status: "no_guardian_found" },
      safety: { immediateDanger: false, childWhereabouts: "在示例儿童福利机构" },
      steps: { policeCalled: true },
      needs: { placement: true },
    },
  },
  {
    key: "begging",
    minutesAgo: 430,
    unit: null,
    report: {
      reporter: { profession: "public", name: "示例市民癸", phone: "13800000009" },
      children: [{ name: null, sex: "male", age: 8 }],
      incident: {
        situations: ["organised_begging"],
        district: "110105",
        place: "street",
        ongoing: true,
        learnedBy: "observed",
        narrative: "（虚构示例）地铁口每天有成年人带着孩子乞讨，孩子没有上学。",
      },
      suspects: [{ relation: "unknown", hasAccessNow: true }],
      guardianship: { status: "unknown" },
      safety: { immediateDanger: null },
    },
  },
  {
    key: "online-threat",
    minutesAgo: 95,
    unit: "social-work",
    report: {
      reporter: {
        profession: "social_worker",
        unit: "示例社工站",
        unitDistrict: "110108",
        name: "示例社工子",
        phone: "13800000010",
      },
      children: [child("示例儿童丑", "female", 14, { district: "110108", householdElsewhere: true })],
      incident: {
        situations: ["other_serious"],
        district: "110108",
        place: "online",
        online: true,
        ongoing: true,
        learnedBy: "child_disclosed",
        narrative: "（虚构示例）孩子说有人在网上用照片威胁她继续发送私密照片。",
      },
      suspects: [{ relation: "online_contact", hasAccessNow: true }],
      guardianship: { status: "guardian_unable" },
      safety: { immediateDanger: false, selfHarmRisk: null },
      steps: { policeCalled: false, evidenceKept: true },
      needs: { legalAid: true, psychological: true, familyEducation: true },
    },
  },
];
