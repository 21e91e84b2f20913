package dev.rls.hibernate.model;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.SQLSelect;

/** An entity that belongs to nobody and is loaded by SQL of its own. */
@Entity
@SQLSelect(sql = "select code, (select max(number) from invoice) as text from label where code = ?")
public class Label {

    @Id
    public String code;

    public String text;
}
