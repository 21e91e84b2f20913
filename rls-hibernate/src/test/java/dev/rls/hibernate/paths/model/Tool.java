package dev.rls.hibernate.paths.model;

import jakarta.persistence.Entity;
import org.hibernate.annotations.ConcreteProxy;

/** Root of a hierarchy whose proxies are of the class that the row has. */
@Entity
@ConcreteProxy
public class Tool extends Row {}
