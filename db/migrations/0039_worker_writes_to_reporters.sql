-- The job that tells a reporter of news opens the address that they left; it was given ids alone. A letter is all that the
-- worker uses it for: app/reports/reporter-address.ts is the only place that reads it.
GRANT SELECT (sealed_identity) ON reporter_identities TO portal_worker;
