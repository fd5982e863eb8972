-- What else goes along with a case that is joined, and back.
GRANT UPDATE (case_id) ON inquiries TO portal_worker;
