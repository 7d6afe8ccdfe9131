using Glia.Data;
using Glia.Experiments;

namespace Glia.Tests.Experiments;

public class DataSourceTests
{
    private static readonly LoadedData One = LoadedData.OfNumbers(new FloatFeatures([1, 2], 1), new Targets([1, 2]));

    [Fact]
    public void Openers_are_asked_in_their_order_until_one_opens()
    {
        var asked = new List<string>();
        DataOpener Asked(string name, LoadedData? answer) => request =>
        {
            asked.Add($"{name} {request.Data.Source} {request.Path}");
            return answer;
        };
        var source = new DataSource(Asked("first", null), Asked("second", One), Asked("third", One));
        Assert.Same(One, source.Open(new ExperimentData { Source = "pets" }, "folder"));
        Assert.Equal([$"first pets {Path.Combine("folder", "pets")}", $"second pets {Path.Combine("folder", "pets")}"], asked);
    }

    [Fact]
    public void What_nobody_opens_is_looked_for_among_the_files()
    {
        var error = Assert.Throws<GliaException>(() => new DataSource(_ => null).Open(new ExperimentData { Source = "nothing" }, null));
        Assert.Contains("There is no file or folder nothing", error.Message, StringComparison.Ordinal);
    }
}
