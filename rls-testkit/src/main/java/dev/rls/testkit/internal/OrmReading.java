package dev.rls.testkit.internal;

import dev.rls.claims.Claims;
import dev.rls.claims.ClaimsScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.SharedSessionContract;
import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.query.MutationQuery;
import org.jspecify.annotations.Nullable;

/** The ORM: entities and HQL in a session of its own, rolled back. */
public final class OrmReading implements Reading {

    private final String name;
    private final SessionFactory factory;
    private final MappedTable table;

    /**
     * A reading.
     *
     * @param name what it is called
     * @param factory opens the sessions
     * @param table the entity
     */
    public OrmReading(String name, SessionFactory factory, MappedTable table) {
        this.name = name;
        this.factory = factory;
        this.table = table;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Outcome read(Act act, Claims claims) {
        return ClaimsScope.call(
                claims,
                () -> act.kind() == Act.Kind.UPSERT
                        ? read(act, factory.openStatelessSession(), this::upsert)
                        : read(act, factory.openSession(), this::read));
    }

    private <S extends SharedSessionContract> Outcome read(Act act, S opened, BiFunction<Act, S, Outcome> how) {
        try (S session = opened) {
            try {
                session.beginTransaction(); // takes a connection, which is bound to no claims but good ones
                return how.apply(act, session);
            } catch (RuntimeException e) {
                if (Login.mayNotBind(e)) {
                    throw session.doReturningWork(connection -> Login.refused(e, connection));
                }
                Unstorable.check(e, table);
                return Refusal.of(act, e);
            } finally {
                if (session.getTransaction().isActive()) {
                    session.getTransaction().rollback();
                }
            }
        }
    }

    private Outcome read(Act act, Session session) {
        return switch (act.kind()) {
            case SELECT -> Outcome.rows(visible(session));
            case FIND -> {
                Object id = act.ids().get(0);
                yield Outcome.rows(session.find(table.type(), id) == null ? List.of() : List.of(id));
            }
            case UPDATE_BULK -> update(act, session);
            case UPDATE_ENTITY -> {
                Object found = session.find(table.type(), act.ids().get(0));
                if (found != null) {
                    act.values().forEach((attribute, value) -> set(session, found, attribute, value));
                    session.flush();
                }
                yield Outcome.written(found != null);
            }
            case DELETE_BULK -> {
                MutationQuery query =
                        session.createMutationQuery("delete from " + table.entity() + " e" + restriction(act));
                restrict(query, act);
                int count = query.executeUpdate();
                yield Outcome.changed(count, visible(session));
            }
            case DELETE_ENTITY -> {
                Object found = session.find(table.type(), act.ids().get(0));
                if (found != null) {
                    session.remove(found);
                    session.flush();
                }
                yield Outcome.written(found != null);
            }
            case INSERT_BULK -> insert(act, session);
            case INSERT_ENTITY -> {
                Object entity = MappedColumn.instantiate(table.type());
                act.values().forEach((attribute, value) -> set(session, entity, attribute, value));
                session.persist(entity);
                session.flush();
                yield Outcome.WRITTEN;
            }
            case UPSERT -> throw new IllegalArgumentException("no session upserts, stateless ones do");
        };
    }

    private Outcome upsert(Act act, StatelessSession session) {
        Object entity = instance(
                (SharedSessionContractImplementor) session,
                table.type(),
                act.ids().get(0));
        act.values().forEach((attribute, value) -> {
            MappedColumn column = table.column(attribute);
            Object domain = column.association() && value != null
                    ? instance((SharedSessionContractImplementor) session, column.javaType(), value)
                    : column.domain(value);
            column.set(entity, domain);
        });
        session.upsert(entity);
        return Outcome.WRITTEN;
    }

    private static Object instance(SharedSessionContractImplementor session, Class<?> type, Object id) {
        Object instance = MappedColumn.instantiate(type);
        session.getFactory()
                .getMappingMetamodel()
                .getEntityDescriptor(type)
                .getIdentifierMapping()
                .setIdentifier(instance, id, session);
        return instance;
    }

    private Outcome update(Act act, Session session) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        String assignments = act.values().entrySet().stream()
                .map(entry -> "e." + entry.getKey() + " = "
                        + parameter(session, entry.getKey(), entry.getValue(), parameters))
                .collect(Collectors.joining(", "));
        MutationQuery query =
                session.createMutationQuery("update " + table.entity() + " e set " + assignments + restriction(act));
        parameters.forEach(query::setParameter);
        restrict(query, act);
        int count = query.executeUpdate();
        Map.Entry<String, @Nullable Object> mark =
                act.values().entrySet().iterator().next();
        String hql = "select e." + table.id().attribute() + " from " + table.entity() + " e where e." + mark.getKey()
                + " = :mark";
        return Outcome.updated(
                count,
                session.createSelectionQuery(hql, Object.class)
                        .setParameter("mark", domain(session, mark.getKey(), mark.getValue()))
                        .getResultList());
    }

    private Outcome insert(Act act, Session session) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        String values = act.values().entrySet().stream()
                .map(entry -> parameter(session, entry.getKey(), entry.getValue(), parameters))
                .collect(Collectors.joining(", "));
        MutationQuery query = session.createMutationQuery("insert into " + table.entity() + " ("
                + String.join(", ", act.values().keySet()) + ") values (" + values + ")");
        parameters.forEach(query::setParameter);
        query.executeUpdate();
        return Outcome.WRITTEN;
    }

    private String parameter(
            Session session, String attribute, @Nullable Object value, Map<String, Object> parameters) {
        Object domain = domain(session, attribute, value);
        if (domain == null) {
            return "null";
        }
        String parameter = "v" + parameters.size();
        parameters.put(parameter, domain);
        return ":" + parameter;
    }

    private void set(Session session, Object entity, String attribute, @Nullable Object value) {
        if (attribute.equals(table.id().attribute())) {
            if (!table.assigned()) {
                return; // Hibernate makes one, and takes an entity that has one for a detached one
            }
            table.identifier().setIdentifier(entity, value, (SharedSessionContractImplementor) session);
        } else {
            table.column(attribute).set(entity, domain(session, attribute, value));
        }
    }

    private @Nullable Object domain(Session session, String attribute, @Nullable Object value) {
        MappedColumn column = table.column(attribute);
        return column.association() && value != null
                ? session.getReference(column.javaType(), value)
                : column.domain(value);
    }

    private String restriction(Act act) {
        return act.ids().isEmpty() ? "" : " where e." + table.id().attribute() + " in (:ids)";
    }

    private static void restrict(MutationQuery query, Act act) {
        if (!act.ids().isEmpty()) {
            query.setParameterList("ids", act.ids());
        }
    }

    private List<?> visible(Session session) {
        return session.createSelectionQuery(
                        "select e." + table.id().attribute() + " from " + table.entity() + " e", Object.class)
                .getResultList();
    }
}
