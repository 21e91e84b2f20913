package dev.rls.hibernate.flows;

import dev.rls.fixtures.PostgresServer.Version;
import dev.rls.hibernate.app.Place;
import dev.rls.hibernate.app.Sources;
import jakarta.persistence.ParameterMode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.hibernate.LockMode;
import org.hibernate.ScrollMode;
import org.hibernate.ScrollableResults;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.SharedSessionContract;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/** A unit of work; it returns the names of what it saw. Each states the tenant, so that it sees the same in both modes. */
enum Flow {
    QUERY {
        @Override
        List<String> run(SessionFactory factory) {
            return factory.fromTransaction(session -> names(session));
        }
    },
    FIND_AND_UPDATE {
        @Override
        List<String> run(SessionFactory factory) {
            return factory.fromTransaction(session -> {
                Named plot = plot(session);
                plot.setName(plot.getName().equals("a1") ? "a1 changed" : "a1");
                return List.of(plot.getName());
            });
        }
    },
    TWO_FINDS_IN_AUTOCOMMIT {
        @Override
        List<String> run(SessionFactory factory) {
            return factory.fromSession(session -> {
                String first = plot(session).getName();
                session.clear();
                return List.of(first, plot(session).getName());
            });
        }
    },
    NOTHING {
        @Override
        List<String> run(SessionFactory factory) {
            return factory.fromTransaction(session -> List.of());
        }

        @Override
        boolean sees() {
            return false;
        }
    },
    INSERT_BY_IDENTITY {
        @Override
        List<String> run(SessionFactory factory) {
            return inserted(factory, "flow.Counted");
        }
    },
    INSERT_BY_SEQUENCE {
        @Override
        List<String> run(SessionFactory factory) {
            return inserted(factory, "flow.Plot");
        }
    },
    INSERT_BY_TABLE {
        @Override
        List<String> run(SessionFactory factory) {
            return inserted(factory, "flow.Tabled");
        }
    },
    BATCH_OF_INSERTS {
        @Override
        List<String> run(SessionFactory factory) {
            return factory.fromTransaction(session -> {
                for (int i = 0; i < 5; i++) {
                    session.persist(made(session, "flow.Plot", null));
                }
                return List.of("a batch");
            });
        }
    },
    BATCH_OF_UPDATES {
        @Override
        List<String> run(SessionFactory factory) {
            return factory.fromTransaction(session -> {
                List<Named> plots = session.createSelectionQuery(
                                "from Plot where tenantId = 'acme' order by id", Named.class)
                        .setMaxResults(3)
                        .getResultList();
                plots.forEach(plot -> plot.setName(plot.getName() + "+"));
                return plots.stream().map(Named::getName).toList();
            });
        }
    },
    BATCH_FIRST {
        @Override
        List<String> run(SessionFactory factory) {
            return factory.fromTransaction(session -> {
                for (int i = 0; i < 3; i++) {
                    session.persist(made(session, "flow.Given", System.nanoTime()));
                }
                return List.of("a batch");
            });
        }
    },
    BATCH_IN_AUTOCOMMIT {
        @Override
        List<String> run(SessionFactory factory) {
            return factory.fromSession(session -> session.doReturningWork(connection -> {
                try (PreparedStatement statement =
                        connection.prepareStatement("update plot set name = ? where tenantid = 'acme' and id = ?")) {
                    for (int i = 1; i <= 2; i++) {
                        statement.setString(1, "a" + i);
                        statement.setLong(2, i);
                        statement.addBatch();
                    }
                    return List.of("a batch of " + statement.executeBatch().length);
                }
            }));
        }
    },
    STATELESS {
        @Override
        List<String> run(SessionFactory factory) {
            return factory.fromStatelessTransaction(session -> {
                Named plot = (Named) Objects.requireNonNull(session.get("flow.Plot", 1L));
                plot.setName(plot.getName().equals("a1") ? "a1 changed" : "a1");
                session.update(plot);
                return List.of(plot.getName());
            });
        }
    },
    STATELESS_INSERT {
        @Override
        List<String> run(SessionFactory factory) {
            return factory.fromStatelessTransaction(session -> {
                session.insert(made(session, "flow.Given", System.nanoTime()));
                return List.of("a row");
            });
        }
    },
    HQL_UPDATE_AND_DELETE {
        @Override
        List<String> run(SessionFactory factory) {
            return factory.fromTransaction(session -> {
                session.createMutationQuery("update Plot set name = name where tenantId = 'acme'")
                        .executeUpdate();
                session.createMutationQuery("delete from Given where tenantId = 'acme'")
                        .executeUpdate();
                return List.of("all of it");
            });
        }
    },
    NATIVE_QUERY {
        @Override
        List<String> run(SessionFactory factory) {
            return factory.fromTransaction(
                    session -> session.createNativeQuery("select name from plot where tenantid = 'acme'", String.class)
                            .getResultList());
        }
    },
    STORED_PROCEDURE {
        @Override
        List<String> run(SessionFactory factory) {
            return factory.fromTransaction(session -> {
                var call = session.createStoredProcedureCall("first_plot");
                call.registerParameter("tenant", String.class, ParameterMode.IN);
                call.registerParameter("found", String.class, ParameterMode.OUT);
                call.setParameter("tenant", "acme");
                return List.of((String) call.getOutputParameterValue("found"));
            });
        }
    },
    SCROLL {
        @Override
        List<String> run(SessionFactory factory) {
            return factory.fromTransaction(session -> {
                List<String> names = new ArrayList<>();
                try (ScrollableResults<String> rows = session.createSelectionQuery(
                                "select name from Plot where tenantId = 'acme'", String.class)
                        .setFetchSize(1000)
                        .scroll(ScrollMode.FORWARD_ONLY)) {
                    while (rows.next()) {
                        names.add(rows.get());
                    }
                }
                return names;
            });
        }
    },
    STREAM {
        @Override
        List<String> run(SessionFactory factory) {
            return factory.fromTransaction(session -> {
                try (var rows = session.createSelectionQuery(
                                "select name from Plot where tenantId = 'acme'", String.class)
                        .setFetchSize(1000)
                        .getResultStream()) {
                    return rows.toList();
                }
            });
        }
    },
    SEVERAL_STATEMENTS {
        @Override
        List<String> run(SessionFactory factory) {
            return factory.fromTransaction(session -> {
                Named made = made(session, "flow.Counted", null);
                session.persist(made);
                List<String> names = names(session);
                session.flush();
                session.remove(made);
                return names;
            });
        }
    },
    LOCK {
        @Override
        List<String> run(SessionFactory factory) {
            return factory.fromTransaction(
                    session -> List.of(((Named) session.find("flow.Plot", 1L, LockMode.PESSIMISTIC_WRITE)).getName()));
        }
    },
    READ_ONLY {
        @Override
        List<String> run(SessionFactory factory) {
            return factory.fromSession(session -> {
                session.setDefaultReadOnly(true);
                session.beginTransaction();
                List<String> names = names(session);
                session.getTransaction().commit();
                return names;
            });
        }
    },
    PLAIN_JDBC {
        @Override
        List<String> run(SessionFactory factory) {
            return factory.fromTransaction(session -> session.doReturningWork(connection -> {
                try (PreparedStatement statement =
                        connection.prepareStatement("select name from plot where tenantid = ?")) {
                    statement.setString(1, "acme");
                    List<String> names = new ArrayList<>();
                    try (ResultSet rows = statement.executeQuery()) {
                        while (rows.next()) {
                            names.add(rows.getString(1));
                        }
                    }
                    return names;
                }
            }));
        }
    },
    ROLLED_BACK {
        @Override
        List<String> run(SessionFactory factory) {
            return factory.fromSession(session -> {
                session.beginTransaction();
                List<String> names = names(session);
                session.getTransaction().rollback();
                return names;
            });
        }
    };

    static final String FUNCTION = "create procedure first_plot(tenant text, out found text) language sql"
            + " as $$ select name from plot where tenantid = tenant order by id limit 1 $$";

    static final String[] ROWS = {
        "insert into plot (id, tenantid, name) values (1, 'acme', 'a1'), (2, 'acme', 'a2'), (3, 'globex', 'g1')",
        "select setval('plot_seq', 1000)"
    };

    abstract List<String> run(SessionFactory factory);

    boolean sees() {
        return true;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String[] sources() {
        return new String[] {
            entity("Plot", "@GeneratedValue(strategy = GenerationType.SEQUENCE)"),
            entity("Counted", "@GeneratedValue(strategy = GenerationType.IDENTITY)"),
            entity("Tabled", "@GeneratedValue(strategy = GenerationType.TABLE)"),
            entity("Given", "")
        };
    }

    /** A database with the tables of these entities and their policies. */
    static Place protectedBy(Sources sources, String unit) {
        Place place = Place.postgres(Version.V18);
        sources.createTables(place);
        place.runText(sources.text("META-INF/rls/" + unit + "/changelog.sql"));
        return place;
    }

    private static String entity(String name, String generated) {
        return """
            package flow;

            import jakarta.persistence.*;

            @Entity
            @dev.rls.TenantScoped
            public class %s implements dev.rls.hibernate.flows.Named {
                @Id %s Long id;
                String tenantId;
                String name;

                public String getName() {
                    return name;
                }

                public void setName(String name) {
                    this.name = name;
                }

                public void setTenantId(String tenantId) {
                    this.tenantId = tenantId;
                }

                public void setId(Long id) {
                    this.id = id;
                }
            }
            """.formatted(name, generated);
    }

    private static List<String> inserted(SessionFactory factory, String entity) {
        return factory.fromTransaction(session -> {
            session.persist(made(session, entity, null));
            return List.of("a row");
        });
    }

    static Named made(SharedSessionContract session, String entity, Long id) {
        try {
            Class<?> type = session.getFactory()
                    .unwrap(SessionFactoryImplementor.class)
                    .getMappingMetamodel()
                    .getEntityDescriptor(entity)
                    .getMappedClass();
            Named made = (Named) type.getConstructor().newInstance();
            made.setTenantId("acme");
            made.setName("a new one");
            if (id != null) {
                made.setId(id);
            }
            return made;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static Named plot(Session session) {
        return (Named) Objects.requireNonNull(session.find("flow.Plot", 1L));
    }

    private static List<String> names(Session session) {
        return session.createSelectionQuery("select name from Plot where tenantId = 'acme'", String.class)
                .getResultList();
    }
}
