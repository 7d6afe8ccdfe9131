using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Glia.Cli.Tests;

/// <summary>What the command line shows and writes does not depend on the culture of the machine.</summary>
public partial class CultureTests
{
    [Fact]
    public void A_run_shows_and_writes_the_same_in_every_culture()
    {
        using var folder = new Folder();
        var text = new StringBuilder("a,b,price\n");
        for (int i = 0; i < 1200; i++)
            text.Append(CultureInfo.InvariantCulture, $"{i % 10 - 4.5},{i % 7},{(i % 10) * 0.5 - i % 7 * 0.25}\n");
        string csv = folder.Write("houses.csv", text.ToString());
        string[] Shown(string run)
        {
            string[] train = ["train", csv, "--targets", "price", "--epochs", "2", "--threads", "1", "--doctor", "-o", folder[run]];
            Command.Result[] results =
            [
                Command.Run(train), Command.Run("evaluate", folder[run], csv), Command.Run("evaluate", folder[run], csv, "--json"),
                Command.Run("summary", folder[run]), Command.Run("train", csv, "--learning-rate", "-1234.5"),
            ];
            return
            [
                .. results.Select(result => Untimed((result.Output + result.Errors).Replace(folder[run], "RUN", StringComparison.Ordinal))),
                File.ReadAllText(folder[$"{run}/experiment.json"]),
                Untimed(File.ReadAllText(folder[$"{run}/history.csv"])),
                Untimed(File.ReadAllText(folder[$"{run}/summary.json"])),
            ];
        }

        string[] invariant = Shown("invariant");
        Assert.All(invariant, shown => Assert.NotEqual("", shown));
        Assert.Equal(invariant, CommaCulture.Run(() => Shown("comma")));
    }

    // Speeds, seconds and memory differ from run to run: every number in the invariant form becomes '#';
    // one in another form leaves its comma.
    private static string Untimed(string text) => Blanks().Replace(Number().Replace(text, "#"), " ");

    [GeneratedRegex(@"\d{1,3}(,\d{3})+(\.\d+)?(?!\d)|\d+(\.\d+)?(e[+-]?\d+)?", RegexOptions.IgnoreCase)]
    private static partial Regex Number();

    [GeneratedRegex(@"[ \r\n]+")]
    private static partial Regex Blanks();
}
