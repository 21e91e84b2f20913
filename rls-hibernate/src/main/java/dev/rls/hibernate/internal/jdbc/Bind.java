package dev.rls.hibernate.internal.jdbc;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.rls.claims.Claims;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** The statement that binds claims: by their token where there is one, because then the database need not trust us. */
final class Bind {

    private final String sql;
    private final byte[] payload;

    private Bind(String sql, String payload) {
        this.sql = sql;
        this.payload = payload.getBytes(StandardCharsets.UTF_8);
    }

    static Bind of(Claims claims) {
        String token = claims.token();
        if (token != null) {
            return new Bind("select rls.bind(?)", token);
        }
        ClaimText.check(claims);
        return new Bind("select rls.bind_claims(?::jsonb)", JSONObjectUtils.toJSONString(claims.asMap()));
    }

    /** The bind alone, with one parameter. */
    String sql() {
        return sql;
    }

    /** The bind before a statement whose parameters come after its own. */
    String carriedBy(String statement) {
        return sql + ";" + statement;
    }

    /** As a stream of text, because the driver's trace log and toString() show every String parameter. */
    void setOn(PreparedStatement statement) throws SQLException {
        statement.setObject(1, new ByteArrayInputStream(payload), Types.LONGVARCHAR);
    }
}
