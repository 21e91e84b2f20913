/** Each way to another tenant's row, under each protection: the matrix of access paths. */
package dev.rls.hibernate.paths;
