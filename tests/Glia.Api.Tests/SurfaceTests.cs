using System.Reflection;

namespace Glia.Api.Tests;

/// <summary>
/// What others can see of a package is text that somebody approved: a type that becomes public, a parameter that changes its name or its
/// default shows up as a difference.
/// </summary>
public class SurfaceTests
{
    // All that lies in a package; Glia.Programs, Glia.Serve and the command line are used by nobody from outside.
    private static readonly string[] s_libraries =
        ["Glia", "Glia.Kernels", "Glia.Mnist", "Glia.Tables", "Glia.Images", "Glia.Interop", "Glia.Doctor", "Glia.Report"];

    public static TheoryData<string> Libraries => [.. s_libraries];

    // The kernels are public for the sake of Glia's own assemblies.
    public static TheoryData<string> ForUsers => [.. s_libraries.Where(library => library != "Glia.Kernels")];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void What_is_public_was_approved(string library) =>
        Approved.Check(library, Surface.Of(Assembly.Load(library)));

    [Fact]
    public void No_public_type_of_one_name_stands_in_two_places()
    {
        // Somebody who writes two using directives must not have to say which one is meant.
        string[] twice = [.. s_libraries.SelectMany(library => Assembly.Load(library).GetExportedTypes())
            .Where(type => !type.IsNested)
            .GroupBy(type => type.Name)
            .Where(same => same.Count() > 1)
            .Select(same => string.Join(" and ", same.Select(type => type.FullName)))];
        Assert.Empty(twice);
    }

    [Fact]
    public void What_is_public_has_a_summary()
    {
        foreach (string library in s_libraries)
        {
            string documentation = File.ReadAllText(Path.ChangeExtension(Assembly.Load(library).Location, ".xml"));
            string[] bare = [.. Assembly.Load(library).GetExportedTypes()
                .Where(type => !documentation.Contains($"\"{DocumentationId.Of(type)}\"", StringComparison.Ordinal))
                .Select(type => type.FullName!)];
            Assert.Empty(bare);
        }
    }

    [Theory]
    [MemberData(nameof(ForUsers))]
    public void What_a_method_takes_and_throws_is_said(string library)
    {
        string[] missing = [.. Documentation.Missing(Assembly.Load(library))];
        Assert.True(missing.Length == 0, string.Join('\n', missing));
    }
}
