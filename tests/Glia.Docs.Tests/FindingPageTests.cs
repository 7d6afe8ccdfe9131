using Glia.Docs.Tests.Pages;
using Glia.Docs.Tests.Running;

namespace Glia.Docs.Tests;

/// <summary>
/// The pages of the findings show the same change in four languages, a line or two of each: those of Glia's experiment files can be read,
/// the others are programs of their language as far as its grammar goes. What a page quotes is what its script prints.
/// </summary>
public class FindingPageTests
{
    private static readonly string s_folder = Repository.At("docs/findings");

    public static TheoryData<string> All =>
        [.. Directory.GetFiles(s_folder, "GLIA*.md").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(All))]
    public void What_a_page_shows_of_an_experiment_file_can_be_read(string page)
    {
        foreach (Fence fence in Fences(page).Where(fence => fence.Language is "json" or "jsonc"))
            if (ExperimentFragment.Error(fence.Text) is { } error) Assert.Fail($"{page} line {fence.Line}: {error}");
    }

    [Fact]
    public void What_the_pages_show_in_CSharp_is_CSharp()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "programs are compiled through sh");
        using var folder = new Folder();
        using var shell = new Shell(folder.Path);
        using var whole = new PageRun();
        foreach (string page in Directory.GetFiles(s_folder, "GLIA*.md"))
            foreach (Fence fence in Fences(page).Where(fence => fence.Language == "csharp"))
                // Where it uses Glia itself, its names must be there as well.
                if (fence.CompiledOnly is not null)
                {
                    if (whole.Do(fence) is { } error) Assert.Fail($"{page} line {fence.Line}: {error}");
                }
                else
                {
                    folder.Write($"{Path.GetFileNameWithoutExtension(page)}-{fence.Line}.cs", fence.Text);
                }
        // The compiler complains of statements in more than one file only where the grammar of every file is right.
        folder.Write("last.cs", "System.Console.WriteLine();");
        Shell.Result compiled = shell.Run("", "for file in *.cs; do set -- \"$@\" \"$file\"; done; " +
            $"\"$REAL_DOTNET\" \"$COMPILER\" -noconfig \"@$PROGRAMS/options.rsp\" -out:\"$PROGRAMS/fragments.dll\" \"$@\"")[0];
        Assert.True(compiled.Output.Contains("last.cs(1,1): error CS8802", StringComparison.Ordinal), compiled.Output);
    }

    [Fact]
    public void What_the_pages_show_in_Python_is_Python()
    {
        Assert.SkipUnless(Needs.AreMet("python3"), "Python is not installed");
        using var folder = new Folder();
        using var shell = new Shell(folder.Path);
        foreach (string page in Directory.GetFiles(s_folder, "GLIA*.md"))
            foreach (Fence fence in Fences(page).Where(fence => fence.Language == "python"))
                folder.Write($"{Path.GetFileNameWithoutExtension(page)}-{fence.Line}.py", fence.Text);
        folder.Write("parse.txt", "import ast, glob\nfor f in glob.glob('*.py'): ast.parse(open(f, encoding='utf-8').read(), f)\n");
        Shell.Result parsed = shell.Run("", "python3 parse.txt")[0];
        Assert.True(parsed.Code == 0, parsed.Output);
    }

    /// <summary>
    /// Takes minutes, since the scripts train networks: run it with <c>--explicit only</c> after a change to one of them.
    /// </summary>
    [Fact(Explicit = true)]
    public void What_a_page_quotes_is_what_its_script_prints()
    {
        Assert.SkipUnless(Needs.AreMet("numpy"), "Python has no numpy");
        using var folder = new Folder();
        using var shell = new Shell(folder.Path);
        Shell.Result compared = shell.Run("", "python3 \"$REPOSITORY/docs/findings/examples/check.py\"")[0];
        Assert.True(compared.Code == 0, compared.Output);
    }

    private static IReadOnlyList<Fence> Fences(string page) => Fence.Of(File.ReadAllText(Path.Combine(s_folder, page)));
}
