package dev.rls.hibernate.app;

import java.net.URL;
import java.util.Collection;
import java.util.List;
import org.hibernate.boot.registry.classloading.internal.ClassLoaderServiceImpl;

/** A class path on which this library is not: neither its services nor any policy index. */
public final class WithoutLibrary extends ClassLoaderServiceImpl {

    private static final long serialVersionUID = 1L;

    public WithoutLibrary() {
        this(WithoutLibrary.class.getClassLoader());
    }

    WithoutLibrary(ClassLoader classes) {
        super(classes);
    }

    @Override
    public <S> Collection<S> loadJavaServices(Class<S> contract) {
        return super.loadJavaServices(contract).stream()
                .filter(service -> !service.getClass().getName().startsWith("dev.rls."))
                .toList();
    }

    @Override
    public List<URL> locateResources(String name) {
        return name.startsWith("META-INF/rls/") ? List.of() : super.locateResources(name);
    }
}
