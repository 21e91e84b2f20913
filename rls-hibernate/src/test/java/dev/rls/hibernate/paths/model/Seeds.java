package dev.rls.hibernate.paths.model;

import java.util.List;

/** The rows that each path starts from. */
public final class Seeds {

    /** The ids of globex begin here, those of acme below; no other number in the tables is that large. */
    public static final long FOREIGN = 1000;

    /** What stands in a row, written out, if something of globex is in it or it refers to something of globex. */
    public static final String FOREIGN_ROW = ".*(globex|G-|\\b1\\d\\d\\d\\b).*";

    private static final String LONG_AGO = "timestamp with time zone '2020-01-01 00:00:00+00'";

    /** In the order of foreign keys. */
    public static final List<String> ROWS = List.of(
            // row 1 is acme's; row 2 too, and leads to globex's, as foreign keys allow it; row 1001 is globex's
            "insert into Account (id, tenantid, name, version, amount) values (1, 'acme', 'A-1', 0, 10),"
                    + " (2, 'acme', 'poisoned', 0, 20), (1001, 'globex', 'G-1', 0, 30)",
            "insert into Purchase (id, tenantid, name, version, amount, account_id) values (1, 'acme', 'A-1', 0, 10, 1),"
                    + " (2, 'acme', 'poisoned', 0, 20, 1001), (1001, 'globex', 'G-1', 0, 30, 2)",
            "insert into Parcel (id, tenantid, name, account_id) values (1, 'acme', 'A-1', 1), (1001, 'globex', 'G-1', 2)",
            "insert into account_sent (account_id, parcel_id) values (1, 1), (2, 1001)",
            "insert into Label (id, tenantid, name) values (1, 'acme', 'A-1'), (2, 'acme', 'poisoned'),"
                    + " (1001, 'globex', 'G-1')",
            "insert into account_label (account_id, label_id) values (1, 1), (2, 1001), (1001, 2)",
            "insert into account_ranked (account_id, label_id, place) values (1, 1, 0), (2, 1001, 0)",
            "insert into account_note (account_id, note) values (1, 'A-1'), (1001, 'G-1')",
            "insert into account_phone (account_id, kind, phone) values (1, 'home', 'A-1'), (1001, 'home', 'G-1')",
            "insert into account_address (account_id, place, street, label_id) values (1, 0, 'A-1', 1),"
                    + " (2, 0, 'poisoned', 1001), (1001, 0, 'G-1', 1001)",
            three("Holder", "", "", "", ""),
            three("Passport", ", holder_id", "1", "1001", "2"),
            "insert into Badge (id, tenantid, name) values (1, 'acme', 'A-1'), (1001, 'acme', 'poisoned')",
            three("Receipt", ", account_id", "1", "1001", "1001"),
            three("Postcard", ", account_id", "1", "1001", "1001"),
            three("Courier", "", "", "", ""),
            "insert into courier_parcel (courier_id, parcel_id) values (1, 1), (2, 1001), (1001, 1001)",
            three("Crate", "", "", "", ""),
            "insert into Part (id, tenantid, name, crate_id) values (1, 'acme', 'A-1', 1), (1001, 'globex', 'G-1', 2)",
            three("Product", ", code", "'code-1'", "'code-2'", "'code-1001'"),
            three("Stock", ", product_code", "'code-1'", "'code-1001'", "'code-1001'"),
            three("Plot", ", street, house", "'street', 1", "'street', 2", "'street', 1001"),
            three("Ledger", "", "", "", ""),
            "insert into ledger_detail (ledger_id, detail) values (1, 'A-1'), (2, 'poisoned'), (1001, 'G-1')",
            three("Vehicle", ", dtype, plate", "'Car', 'A-1'", "'Car', 'poisoned'", "'Car', 'G-1'"),
            three("Tool", ", dtype", "'Drill'", "'Drill'", "'Drill'"),
            three("Person", "", "", "", ""),
            "insert into Employee (id, grade) values (1, 'A-1'), (2, 'poisoned'), (1001, 'G-1')",
            three("Handset", ", serial", "'A-1'", "'poisoned'", "'G-1'"),
            three("Trip", ", vehicle_id, person_id, device_id", "1, 1, 1", "1001, 1001, 1001", "1001, 1001, 1001"),
            "insert into Seat (tenant, no, name) values ('acme', 1, 'A-1'), ('globex', 1, 'G-1')",
            "insert into Slot (tenant, no, name) values ('acme', 1, 'A-1'), ('globex', 1, 'G-1')",
            three("Ticket", ", seat_tenant, seat_no", "'acme', 1", "'globex', 1", "'globex', 1"),
            three("Folder", "", "", "", ""),
            three("Draft", ", folder_id, deleted", "1, false", "1001, false", "2, false"),
            "insert into Item (id, name, purchase_id) values (1, 'A-1', 1), (2, 'poisoned', 1001), (1001, 'G-1', 1001)",
            "insert into Template (id, tenantid, name) values (1, 'acme', 'A-1'), (2, null, 'shared'), (1001, 'globex', 'G-1')",
            three("Remark", ", target_type, target_id", "'A', 1", "'A', 1001", "'A', 1001"),
            "insert into remark_target (remark_id, target_type, target_id) values (1, 'A', 1), (2, 'A', 1001)",
            three("Node", ", parent_id", "1", "1001", "2"),
            three("Contact", ", city, label_id", "'Ulm', 1", "'Ulm', 1001", "'Ulm', 1001"),
            "insert into contact_rating (contact_id, label_id, rating) values (1, 1, 'good'), (2, 1001, 'bad')",
            "insert into Board (id, name, account_id) values (1, 'free', 1), (2, 'poisoned', 1001)",
            "insert into board_label (board_id, label_id) values (1, 1), (2, 1001)",
            three("Quote", ", account_id", "1", "1001", "1001"),
            three("Shelf", ", code", "'code-1'", "'code-2'", "'code-1001'"),
            three("Volume", ", shelf_id", "1", "1001", "2"),
            "insert into shelf_volume (shelf_id, volume_id) values (1, 1), (2, 1001)",
            three("Chapter", "", "", "", ""),
            three("Statute", "", "", "", ""),
            three("Tariff", "", "", "", ""),
            "insert into REVINFO (rev, revtstmp) values (77000, 1)",
            "insert into Chapter_AUD (id, rev, revtype, tenantid, name) values (1, 77000, 0, 'acme', 'A-1'),"
                    + " (1001, 77000, 0, 'globex', 'G-1')",
            "insert into Statute_AUD (id, rev, revtype, tenantid, name) values (1, " + LONG_AGO + ", 0, 'acme', 'A-1'),"
                    + " (1001, " + LONG_AGO + ", 0, 'globex', 'G-1')",
            "insert into Tariff_history (id, effective, tenantid, name) values (1, " + LONG_AGO + ", 'acme', 'A-1'),"
                    + " (1001, " + LONG_AGO + ", 'globex', 'G-1')",
            three("Article", ", body, account_id", "'A-1', 1", "'poisoned', 1001", "'G-1', 1001"));

    /** Acme's two and globex's one. */
    private static String three(String table, String columns, String own, String poisoned, String foreign) {
        return "insert into " + table + " (id, tenantid, name" + columns + ") values (1, 'acme', 'A-1'" + more(own)
                + "), (2, 'acme', 'poisoned'" + more(poisoned) + "), (1001, 'globex', 'G-1'" + more(foreign) + ")";
    }

    private static String more(String values) {
        return values.isEmpty() ? "" : ", " + values;
    }

    private Seeds() {}
}
