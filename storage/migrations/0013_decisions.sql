-- What waits for somebody's decision, found without reading through all that is registered.

DROP INDEX registration_waiting;
CREATE INDEX registration_waiting_of_staff ON registration (staff_id)
    WHERE state IN ('SUBMITTED', 'UNIT_APPROVED') AND staff_id IS NOT NULL;
CREATE INDEX registration_waiting_of_unit ON registration (unit_id)
    WHERE state IN ('SUBMITTED', 'UNIT_APPROVED') AND unit_id IS NOT NULL;
CREATE INDEX registration_for_office ON registration (id)
    WHERE state = 'UNIT_APPROVED' OR (late = 1 AND state = 'SUBMITTED');
