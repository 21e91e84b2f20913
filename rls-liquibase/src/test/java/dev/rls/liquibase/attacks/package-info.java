/** The attack list: what SQL as the application's login tries, what stops it, and that it works where that is taken away. */
package dev.rls.liquibase.attacks;
