package dev.rls.testkit.internal;

import dev.rls.policy.And;
import dev.rls.policy.Comparison;
import dev.rls.policy.In;
import dev.rls.policy.Like;
import dev.rls.policy.Literal;
import dev.rls.policy.Member;
import dev.rls.policy.Not;
import dev.rls.policy.Operand;
import dev.rls.policy.Or;
import dev.rls.policy.Predicate;
import dev.rls.policy.Prefix;
import dev.rls.policy.ScopedEntity;
import dev.rls.policy.ValueType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Few values of each type, the literals of the policies among them, so that rows and claims meet. */
final class Values {

    private final Random random;
    private final Map<ValueType, List<Object>> pools = new EnumMap<>(ValueType.class);

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
        Object value = any(column.type());
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

    private void collect(Predicate predicate) {
        if (predicate instanceof And and) {
            and.predicates().forEach(this::collect);
        } else if (predicate instanceof Or or) {
            or.predicates().forEach(this::collect);
        } else if (predicate instanceof Not not) {
            collect(not.predicate());
        } else if (predicate instanceof Comparison comparison) {
            collect(comparison.left());
            collect(comparison.right());
        } else if (predicate instanceof In in) {
            in.values().forEach(this::collect);
        } else if (predicate instanceof Member member) {
            collect(member.operand());
        } else if (predicate instanceof Prefix prefix) {
            collect(prefix.prefix());
        } else if (predicate instanceof Like like) {
            collect(new Literal(String.join("x", like.parts()), ValueType.STRING));
        }
    }

    private void collect(Operand operand) {
        if (operand instanceof Literal literal) {
            pools.getOrDefault(literal.type(), new ArrayList<>()).add(literal.value());
        }
    }
}
