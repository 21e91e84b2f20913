package dev.rls.hibernate.model;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.NamedStoredProcedureQuery;

/** An entity that belongs to nobody, and SQL of its own. */
@Entity
@NamedNativeQuery(name = "numbers", query = "select number from invoice", resultClass = String.class)
@NamedStoredProcedureQuery(name = "nothing", procedureName = "nothing")
public class Ticket {

    @Id
    @GeneratedValue(strategy = GenerationType.TABLE)
    public Long id;

    public String text;
}
