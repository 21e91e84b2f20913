package dev.rls.hibernate.memo;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;

/** {@link Shelf} with the twins on it. */
@Entity
@Table(name = "shelf")
public class PlainShelf {

    @Id
    public String code;

    public boolean open;

    @OneToMany(mappedBy = "shelf")
    public List<PlainMemo> memos = new ArrayList<>();
}
