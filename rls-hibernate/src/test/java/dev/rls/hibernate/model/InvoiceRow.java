package dev.rls.hibernate.model;

import java.util.UUID;

/** What the scoped invoice and its twin have in common. */
public interface InvoiceRow {

    UUID getId();

    String getTenantId();

    String getNumber();

    void setNumber(String number);
}
