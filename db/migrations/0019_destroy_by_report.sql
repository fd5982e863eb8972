-- Whoever removes a destroyed case's rows must find them by their report: the worker learns whose they are, never what they say.
GRANT SELECT (report_id) ON reporter_identities TO portal_worker;
