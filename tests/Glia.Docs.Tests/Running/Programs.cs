using System.Reflection;

namespace Glia.Docs.Tests.Running;

/// <summary>
/// Where the C# programs of a page are compiled, with the SDK's own compiler against the assemblies that stand beside the tests, and from
/// where they run. What the compiler is told of every program stands in the file options.rsp.
/// </summary>
internal static class Programs
{
    // What a project of the SDK has by itself.
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>The compiler.</summary>
    public static string Compiler { get; } =
        typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Compiler").Value!;

    /// <summary>Makes a folder ready for programs.</summary>
    public static void Prepare(string folder)
    {
        string usings = Path.Combine(folder, "usings.cs");
        File.WriteAllText(usings, ImplicitUsings);
        // Everything that this process could load: the framework and what stands beside the tests.
        string[] references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        File.WriteAllLines(Path.Combine(folder, "options.rsp"),
        [
            "-nologo", "-target:exe", "-nullable:enable", "-langversion:latest", "-features:FileBasedProgram", "-warnaserror",
            "-nowarn:CS1701",
            .. references.Select(file => $"-r:\"{file}\""), $"\"{usings}\"",
        ]);
        // Without a list of what it needs a program finds what lies beside it.
        foreach (string library in Directory.GetFiles(AppContext.BaseDirectory, "*.dll"))
            File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(library)), library);
    }
}
