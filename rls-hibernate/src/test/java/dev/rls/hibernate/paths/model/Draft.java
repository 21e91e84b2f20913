package dev.rls.hibernate.paths.model;

import jakarta.persistence.Entity;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import org.hibernate.annotations.SoftDelete;

/** Deleted by a mark. */
@Entity
@SoftDelete
public class Draft extends Row {

    @ManyToOne
    @JoinColumn(name = "folder_id")
    public Folder folder;
}
