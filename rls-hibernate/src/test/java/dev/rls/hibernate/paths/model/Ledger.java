package dev.rls.hibernate.paths.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.SecondaryTable;

/** A secondary table. */
@Entity
@SecondaryTable(name = "ledger_detail", pkJoinColumns = @PrimaryKeyJoinColumn(name = "ledger_id"))
public class Ledger extends Row {

    @Column(table = "ledger_detail")
    public String detail;
}
