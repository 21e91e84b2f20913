package dev.rls.hibernate.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.processing.Processor;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.hibernate.SessionFactory;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.BootstrapServiceRegistryBuilder;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.boot.registry.classloading.internal.ClassLoaderServiceImpl;
import org.hibernate.boot.registry.classloading.spi.ClassLoaderService;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.bytecode.enhance.spi.DefaultEnhancementContext;
import org.hibernate.bytecode.enhance.spi.Enhancer;
import org.hibernate.bytecode.internal.bytebuddy.BytecodeProviderImpl;
import org.hibernate.tool.schema.spi.DelayedDropRegistryNotAvailableImpl;
import org.hibernate.tool.schema.spi.SchemaManagementToolCoordinator;

/** A small application given as source text, compiled with the processor or without; it sees no policy index but its own. */
public final class Sources {

    private static final Pattern NAME =
            Pattern.compile("package ([\\w.]+);.*?(?:class|@interface|interface) (\\w+)", Pattern.DOTALL);

    private final Path classes;
    private final List<String> names = new ArrayList<>();
    private final List<Path> entries = new ArrayList<>();

    private Sources(Path classes) {
        this.classes = classes;
        entries.add(classes);
    }

    /** Compiled as the README says, with options such as {@code -Arls.unit=app}. */
    public static Sources compiled(List<String> options, String... sources) {
        return compile(true, options, sources);
    }

    public static Sources compiledWithoutProcessor(String... sources) {
        return compile(false, List.of("-proc:none"), sources);
    }

    private static Sources compile(boolean processor, List<String> options, String... sources) {
        try {
            Sources application =
                    new Sources(Files.createTempDirectory(Path.of("target").toAbsolutePath(), "sources"));
            List<String> arguments = new ArrayList<>(options);
            arguments.addAll(List.of("-d", application.classes.toString()));
            arguments.addAll(List.of("-classpath", System.getProperty("java.class.path")));
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            List<Source> units = Arrays.stream(sources).map(Source::new).toList();
            units.forEach(unit -> application.names.add(unit.name));
            try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
                JavaCompiler.CompilationTask task = compiler.getTask(null, files, null, arguments, null, units);
                if (processor) {
                    task.setProcessors(ServiceLoader.load(Processor.class).stream()
                            .filter(provider -> provider.type().getName().startsWith("dev.rls."))
                            .map(ServiceLoader.Provider::get)
                            .toList());
                }
                if (!task.call()) {
                    throw new IllegalArgumentException("does not compile, see the console");
                }
            }
            return application;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the classes of another application on the class path too, as a library of its own. */
    public Sources with(Sources library) {
        entries.add(library.classes);
        names.addAll(library.names);
        return this;
    }

    /** As Hibernate's plugins do it to the classes of an application: instances load attributes once they are asked for. */
    public Sources enhanced() {
        Enhancer enhancer = new BytecodeProviderImpl().getEnhancer(new DefaultEnhancementContext() {
            @Override
            public ClassLoader getLoadingClassLoader() {
                return classLoader();
            }
        });
        try {
            for (String name : names) {
                enhancer.discoverTypes(name, Files.readAllBytes(file(name)));
            }
            for (String name : names) {
                byte[] enhanced = enhancer.enhance(name, Files.readAllBytes(file(name)));
                if (enhanced != null) {
                    Files.write(file(name), enhanced);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private Path file(String name) {
        return classes.resolve(name.replace('.', '/') + ".class");
    }

    /** Leaves a class on the class path, but not among the managed classes. */
    public Sources unmapped(String name) {
        names.remove(name);
        return this;
    }

    public Path classes() {
        return classes;
    }

    public String text(String resource) {
        try {
            return Files.readString(classes.resolve(resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void replace(String resource, String text) {
        try {
            Files.createDirectories(classes.resolve(resource).getParent());
            Files.writeString(classes.resolve(resource), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public SessionFactory build(Map<String, Object> settings) {
        return metadata(settings).buildSessionFactory();
    }

    public Metadata metadata(Map<String, Object> settings) {
        return metadata(settings, new OwnIndex(classLoader()));
    }

    /** As if this library were not on the class path. */
    public SessionFactory buildWithoutLibrary(Map<String, Object> settings) {
        return metadata(settings, new WithoutLibrary(classLoader())).buildSessionFactory();
    }

    private URLClassLoader classLoader() {
        return new URLClassLoader(
                entries.stream().map(Sources::url).toArray(URL[]::new), Sources.class.getClassLoader());
    }

    private Metadata metadata(Map<String, Object> settings, ClassLoaderService loader) {
        StandardServiceRegistry registry = new StandardServiceRegistryBuilder(new BootstrapServiceRegistryBuilder()
                        .applyClassLoaderService(loader)
                        .build())
                .applySettings(settings)
                .build();
        try {
            MetadataSources sources = new MetadataSources(registry);
            names.forEach(name -> sources.addAnnotatedClass(loader.classForName(name)));
            return sources.buildMetadata();
        } catch (RuntimeException e) {
            StandardServiceRegistryBuilder.destroy(registry);
            throw e;
        }
    }

    /** Hibernate's own schema tool, as the owner. */
    public void createTables(Place place) {
        Metadata metadata = metadata(Place.connectBy(place.owner()));
        StandardServiceRegistry registry =
                ((MetadataImplementor) metadata).getMetadataBuildingOptions().getServiceRegistry();
        SchemaManagementToolCoordinator.process(
                metadata,
                registry,
                Map.of("jakarta.persistence.schema-generation.database.action", "create"),
                DelayedDropRegistryNotAvailableImpl.INSTANCE);
        StandardServiceRegistryBuilder.destroy(registry);
    }

    private static URL url(Path entry) {
        try {
            return entry.toUri().toURL();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class OwnIndex extends ClassLoaderServiceImpl {

        private final transient URLClassLoader own;

        OwnIndex(URLClassLoader own) {
            super(own);
            this.own = own;
        }

        @Override
        public List<URL> locateResources(String name) {
            if (!name.startsWith("META-INF/rls/")) {
                return super.locateResources(name);
            }
            try {
                return Collections.list(own.findResources(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;
        private final String name;

        Source(String text) {
            super(URI.create("string:///" + name(text).replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
            this.name = name(text);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        private static String name(String text) {
            Matcher name = NAME.matcher(text);
            if (!name.find()) {
                throw new IllegalArgumentException(text);
            }
            return name.group(1) + "." + name.group(2);
        }
    }
}
