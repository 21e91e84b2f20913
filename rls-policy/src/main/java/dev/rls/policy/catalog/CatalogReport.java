package dev.rls.policy.catalog;

import dev.rls.policy.PolicyIndex;
import dev.rls.policy.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What the catalog of a database tells. It is read in two statements, whatever the number of rules and tables, which
 * change nothing; any role may ask them.
 *
 * @param database the name of the database
 * @param judged the roles whose rights were judged, by name
 * @param findings the gravest first
 */
public record CatalogReport(String database, List<String> judged, List<CatalogFinding> findings) {

    /**
     * Keeps unmodifiable copies.
     *
     * @param database the name of the database
     * @param judged the roles
     * @param findings the findings
     */
    public CatalogReport {
        judged = List.copyOf(judged);
        findings = List.copyOf(findings);
    }

    /**
     * Judges the groups of the applications that the indexes name ({@code rls_app} where there is no index), and every
     * role that is a member of them.
     *
     * @param connection as any role
     * @param indexes what was compiled; with none, the catalog alone is asked
     * @return the report
     * @throws SQLException if the database cannot be asked, or has none of these groups (SQLSTATE 42704)
     */
    public static CatalogReport ofApplications(Connection connection, Collection<PolicyIndex> indexes)
            throws SQLException {
        List<String> groups = indexes.isEmpty()
                ? List.of(PolicyIndex.DEFAULT_APP_ROLE)
                : indexes.stream().map(PolicyIndex::appRole).distinct().toList();
        return new CatalogQuery(connection, indexes, table -> true).ask(groups, true, true);
    }

    /**
     * Judges roles by name, with all that they are members of.
     *
     * @param connection as any role
     * @param indexes what was compiled; with none, the catalog alone is asked
     * @param roles the names of the roles, as PostgreSQL stores them
     * @return the report
     * @throws SQLException if the database cannot be asked, or lacks one of the roles (SQLSTATE 42704)
     */
    public static CatalogReport ofRoles(
            Connection connection, Collection<PolicyIndex> indexes, Collection<String> roles) throws SQLException {
        return new CatalogQuery(connection, indexes, table -> true).ask(roles, false, true);
    }

    /**
     * Judges the role that logged in, with all that it is a member of. Whether policies stand as they were registered is not
     * asked: to tell that is most of the work where there are many tables, and a start has asked it already.
     *
     * @param connection as the role to judge
     * @param indexes what was compiled; with none, the catalog alone is asked
     * @param mapped those of their tables that the application has; an index may hold more
     * @return the report
     * @throws SQLException if the database cannot be asked
     */
    public static CatalogReport ofSession(Connection connection, Collection<PolicyIndex> indexes, Set<TableName> mapped)
            throws SQLException {
        return new CatalogQuery(connection, indexes, mapped::contains).ask(List.of(), false, false);
    }

    /**
     * The findings of a risk.
     *
     * @param risk the risk
     * @return in their order
     */
    public List<CatalogFinding> findings(Risk risk) {
        return findings.stream().filter(finding -> finding.risk() == risk).toList();
    }
}
