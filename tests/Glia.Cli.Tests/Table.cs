using System.Globalization;
using System.Text;

namespace Glia.Cli.Tests;

/// <summary>A small table that is learned in no time: three clouds of points, each a class.</summary>
internal static class Table
{
    /// <summary>Writes it as a CSV file.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="rows">How many rows.</param>
    public static string Clouds(Folder folder, int rows = 300)
    {
        var random = new System.Random(1);
        var text = new StringBuilder("a,b,cloud\n");
        for (int row = 0; row < rows; row++)
        {
            int cloud = row % 3;
            double a = cloud + random.NextDouble(), b = cloud * cloud + random.NextDouble();
            text.Append(CultureInfo.InvariantCulture, $"{a:0.####},{b:0.####},c{cloud}\n");
        }
        return folder.Write("clouds.csv", text.ToString());
    }
}
