-- Each private chat has a menu of commands of its own, by what its person may do now.

CREATE TABLE command_menu (
    platform TEXT NOT NULL,
    chat_id  TEXT NOT NULL,
    shown    TEXT NOT NULL DEFAULT '',
    look_at  INTEGER,
    PRIMARY KEY (platform, chat_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX command_menu_to_compare ON command_menu (platform, look_at) WHERE look_at IS NOT NULL;

CREATE TRIGGER account_linked AFTER INSERT ON account BEGIN
    INSERT INTO command_menu (platform, chat_id, look_at) VALUES (new.platform, new.chat_id, 0)
        ON CONFLICT (platform, chat_id) DO UPDATE SET look_at = 0;
END;
CREATE TRIGGER account_reached_again AFTER UPDATE OF reachable ON account WHEN new.reachable > old.reachable BEGIN
    UPDATE command_menu SET look_at = 0 WHERE platform = new.platform AND chat_id = new.chat_id;
END;
CREATE TRIGGER account_ended AFTER DELETE ON account BEGIN
    DELETE FROM command_menu WHERE platform = old.platform AND chat_id = old.chat_id AND shown = '';
    UPDATE command_menu SET look_at = 0 WHERE platform = old.platform AND chat_id = old.chat_id;
END;
CREATE TRIGGER role_granted AFTER INSERT ON role_grant BEGIN
    UPDATE command_menu SET look_at = 0
        WHERE (platform, chat_id) IN (SELECT platform, chat_id FROM account WHERE staff_id = new.staff_id);
END;
CREATE TRIGGER role_changed AFTER UPDATE ON role_grant BEGIN
    UPDATE command_menu SET look_at = 0
        WHERE (platform, chat_id) IN (SELECT platform, chat_id FROM account WHERE staff_id IN (old.staff_id, new.staff_id));
END;
CREATE TRIGGER role_revoked AFTER DELETE ON role_grant BEGIN
    UPDATE command_menu SET look_at = 0
        WHERE (platform, chat_id) IN (SELECT platform, chat_id FROM account WHERE staff_id = old.staff_id);
END;
CREATE TRIGGER staff_left_or_back AFTER UPDATE OF left_at ON staff WHEN new.left_at IS NOT old.left_at BEGIN
    UPDATE command_menu SET look_at = 0
        WHERE (platform, chat_id) IN (SELECT platform, chat_id FROM account WHERE staff_id = new.id);
END;

INSERT OR IGNORE INTO command_menu (platform, chat_id, look_at) SELECT platform, chat_id, 0 FROM account;
