/** Auto-configuration for Spring Boot 4: the token of a request becomes the claims of its sessions. */
@NullMarked
package dev.rls.spring;

import org.jspecify.annotations.NullMarked;
