package dev.rls.testkit.internal;

import dev.rls.policy.StoredName;
import dev.rls.policy.ValueType;
import java.lang.reflect.InvocationTargetException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.jspecify.annotations.Nullable;

/**
 * A column and the attribute that is mapped to it.
 *
 * @param attribute the attribute, those of embedded objects with dots
 * @param text the column as SQL writes it
 * @param type the type of its values
 * @param javaType the type of the attribute; the class of the other entity if it is an association
 * @param association whether it holds the key of another row
 * @param nullable whether it may be null
 * @param updatable whether an update writes it
 * @param scale digits after the point, or null if it is no decimal
 * @param length the most characters, or null if it is no text
 * @param path the way from the entity to the attribute; empty for the identifier
 */
public record MappedColumn(
        String attribute,
        String text,
        ValueType type,
        Class<?> javaType,
        boolean association,
        boolean nullable,
        boolean updatable,
        @Nullable Integer scale,
        @Nullable Long length,
        List<AttributeMapping> path) {

    /**
     * Keeps an unmodifiable copy.
     *
     * @param attribute the attribute
     * @param text the column
     * @param type its type
     * @param javaType the attribute's type
     * @param association whether it is one
     * @param nullable whether it may be null
     * @param updatable by updates
     * @param scale of decimals
     * @param length of texts
     * @param path the way to the attribute
     */
    public MappedColumn {
        path = List.copyOf(path);
    }

    /**
     * The column as PostgreSQL stores its name.
     *
     * @return folded unless it was quoted
     */
    public String name() {
        return StoredName.of(text);
    }

    /**
     * What the column holds after a value was written: rounded to its scale, times to microseconds.
     *
     * @param value any value of its type
     * @return the value as it is read again
     */
    public @Nullable Object stored(@Nullable Object value) {
        if (value instanceof BigDecimal decimal && scale != null) {
            return decimal.setScale(scale, RoundingMode.HALF_UP);
        }
        if (value instanceof Instant instant) {
            int nanos = instant.getNano();
            int micros = (nanos + 500) / 1000;
            return Instant.ofEpochSecond(instant.getEpochSecond(), micros * 1000L);
        }
        return value;
    }

    /**
     * The value of the attribute.
     *
     * @param value a value of the column
     * @return of the attribute's type
     */
    @Nullable
    @SuppressWarnings("EnumOrdinal") // the column holds it
    Object domain(@Nullable Object value) {
        if (value == null || association) {
            return value;
        }
        if (javaType.isEnum()) {
            for (Object constant : javaType.getEnumConstants()) {
                Enum<?> candidate = (Enum<?>) constant;
                if (value.equals(candidate.name()) || value.equals(candidate.ordinal())) {
                    return candidate;
                }
            }
            throw new IllegalArgumentException(attribute + " has no constant for its value");
        }
        return javaType == OffsetDateTime.class ? ((Instant) value).atOffset(ZoneOffset.UTC) : value;
    }

    /**
     * The column's value of an attribute's value.
     *
     * @param value of the attribute's type
     * @return of the column's type
     */
    @Nullable
    @SuppressWarnings("EnumOrdinal") // the column holds it
    Object relational(@Nullable Object value) {
        if (value instanceof Enum<?> constant) {
            return type == ValueType.STRING ? constant.name() : (Object) constant.ordinal();
        }
        return value instanceof OffsetDateTime time ? time.toInstant() : value;
    }

    /**
     * What the column would hold of an entity: of an association the key of the other entity.
     *
     * @param factory where the entities are mapped
     * @param entity the entity
     * @return the column's value
     */
    public @Nullable Object relational(SessionFactoryImplementor factory, Object entity) {
        Object value = get(entity);
        return association && value != null ? factory.getPersistenceUnitUtil().getIdentifier(value) : relational(value);
    }

    /** Sets the attribute, making the embedded objects on the way. */
    void set(Object entity, @Nullable Object value) {
        Object owner = entity;
        for (int i = 0; i < path.size() - 1; i++) {
            AttributeMapping step = path.get(i);
            Object next = step.getValue(owner);
            if (next == null) {
                if (value == null) {
                    return;
                }
                next = instantiate(step.getMappedType().getMappedJavaType().getJavaTypeClass());
                step.setValue(owner, next);
            }
            owner = next;
        }
        path.get(path.size() - 1).setValue(owner, value);
    }

    /** The attribute's value of an entity. */
    @Nullable
    Object get(Object entity) {
        Object value = entity;
        for (AttributeMapping step : path) {
            if (value == null) {
                return null;
            }
            value = step.getValue(value);
        }
        return value;
    }

    static Object instantiate(Class<?> type) {
        try {
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
            throw new IllegalArgumentException(type.getName() + " has no constructor without parameters", e);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("the constructor of " + type.getName() + " fails", e);
        }
    }
}
