/** The entities that access paths go by; one model for all modes. */
package dev.rls.hibernate.paths.model;
