package dev.rls.testkit.internal;

import dev.rls.policy.ColumnRef;
import dev.rls.policy.Like;
import dev.rls.policy.Literal;
import dev.rls.policy.Operand;
import dev.rls.policy.Parts;
import dev.rls.policy.PathRef;
import dev.rls.policy.Predicate;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.TenantRule;
import dev.rls.policy.ValueType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Few values of each type, the literals of the policies among them, so that rows and claims meet. Columns that no policy
 * looks at may be unique, so they get other values too.
 */
final class Values {

    private final Random random;
    private final Map<ValueType, List<Object>> pools = new EnumMap<>(ValueType.class);
    private final Set<String> columns = new HashSet<>();

    Values(Random random, List<ScopedEntity> policies) {
        this.random = random;
        Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
        pool(ValueType.STRING, "a", "A", "b", "a/b", "o'hare", "\u00fcber");
        pool(ValueType.UUID, new UUID(0, 1), new UUID(0, 2), new UUID(0, 3));
        pool(ValueType.LONG, 0L, 1L, 2L, 3L);
        pool(ValueType.INTEGER, 0, 1, 2, 3);
        pool(ValueType.DECIMAL, new BigDecimal("0"), new BigDecimal("1"), new BigDecimal("2"));
        pool(ValueType.BOOLEAN, true, false);
        pool(ValueType.DATE, LocalDate.of(2000, 1, 1), LocalDate.of(2000, 1, 2), LocalDate.of(2100, 1, 1));
        pool(ValueType.TIMESTAMP, now.minus(Duration.ofDays(3)), now.plus(Duration.ofDays(3)));
        for (ScopedEntity entity : policies) {
            TenantRule tenant = entity.tenant();
            if (tenant != null) {
                collect(tenant.readable());
            }
            entity.rules().forEach(rule -> {
                collect(rule.using());
                collect(rule.check());
            });
        }
    }

    private void pool(ValueType type, Object... values) {
        pools.put(type, new ArrayList<>(List.of(values)));
    }

    /** A value that a column can hold. */
    @Nullable
    Object of(MappedColumn column) {
        if (column.javaType().isEnum()) {
            Object[] constants = column.javaType().getEnumConstants();
            return column.relational(constants[random.nextInt(constants.length)]);
        }
        boolean met = columns.contains(column.name()) || random.nextBoolean();
        Object value = met ? any(column.type()) : other(column.type());
        Long length = column.length();
        if (value instanceof String text && length != null && text.length() > length) {
            return text.substring(0, length.intValue());
        }
        return column.stored(value);
    }

    /** A value as JSON has it. */
    Object claim(ValueType type) {
        Object value = any(type);
        return value instanceof UUID ? value.toString() : value;
    }

    private Object any(ValueType type) {
        List<Object> pool = pools.getOrDefault(type, List.of());
        return pool.get(random.nextInt(pool.size()));
    }

    private Object other(ValueType type) {
        return switch (type) {
            case STRING -> Integer.toString(random.nextInt(Integer.MAX_VALUE), 36);
            case UUID -> new UUID(random.nextLong(), random.nextLong());
            case LONG -> (long) random.nextInt(10_000);
            case INTEGER, DECIMAL, BOOLEAN, DATE, TIMESTAMP -> any(type);
        };
    }

    private void collect(Predicate predicate) {
        for (Predicate part : Parts.all(predicate)) {
            Parts.operands(part).forEach(this::collect);
            if (part instanceof Like like) {
                collect(new Literal(String.join("x", like.parts()), ValueType.STRING));
            }
        }
    }

    private void collect(Operand operand) {
        if (operand instanceof Literal literal) {
            pools.getOrDefault(literal.type(), new ArrayList<>()).add(literal.value());
        } else if (operand instanceof ColumnRef column) {
            columns.add(column.column());
        } else if (operand instanceof PathRef path) {
            collect(path.target());
        }
    }
}
