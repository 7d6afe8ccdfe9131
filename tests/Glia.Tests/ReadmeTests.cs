namespace Glia.Tests;

public class ReadmeTests
{
    [Fact]
    public void The_quick_start_is_the_sample_that_is_compiled()
    {
        string readme = File.ReadAllText(Path.Combine(Root, "README.md")),
            sample = File.ReadAllText(Path.Combine(Root, "samples", "QuickStart", "Program.cs"));
        Assert.Contains("```csharp\n" + sample.TrimEnd() + "\n```", readme, StringComparison.Ordinal);
    }

    private static string Root
    {
        get
        {
            string folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "Glia.slnx"))) folder = Path.GetDirectoryName(folder)!;
            return folder;
        }
    }
}
