package dev.rls.hibernate.memo;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.List;

/** Unprotected; what stands on it is not. */
@Entity
public class Shelf {

    @Id
    public String code;

    public boolean open;

    @OneToMany(mappedBy = "shelf")
    public List<Memo> memos = new ArrayList<>();
}
