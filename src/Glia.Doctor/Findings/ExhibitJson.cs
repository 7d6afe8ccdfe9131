using System.Text.Json;
using System.Text.Json.Nodes;

namespace Glia.Doctor.Findings;

/// <summary>Exhibits as they stand in the JSON of a diagnosis, and in a run folder.</summary>
internal static class ExhibitJson
{
    /// <summary>An exhibit as JSON; numbers that are not finite are null.</summary>
    public static JsonObject Of(Exhibit exhibit) => new()
    {
        ["kind"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(exhibit.Kind.ToString()),
        ["title"] = exhibit.Title,
        ["of"] = exhibit.Of,
        ["names"] = Texts(exhibit.Names),
        ["along"] = Numbers(exhibit.Along),
        ["series"] = new JsonArray([.. exhibit.Series.Select(series => (JsonNode)new JsonObject
        {
            ["name"] = series.Name,
            ["values"] = Numbers(series.Values),
        })]),
        ["usual"] = exhibit.Usual,
        ["log"] = exhibit.IsLog,
        ["shares"] = exhibit.AreShares,
        ["points"] = exhibit.ArePoints,
        ["should_agree"] = exhibit.ShouldAgree,
    };

    /// <summary>What <see cref="Of"/> wrote.</summary>
    /// <exception cref="InvalidOperationException">It is none.</exception>
    /// <exception cref="FormatException">A number of it is none.</exception>
    public static Exhibit Read(JsonNode? json)
    {
        JsonObject exhibit = json!.AsObject();
        string name = exhibit["kind"]?.GetValue<string>().Replace("_", "", StringComparison.Ordinal) ?? "";
        if (!Enum.TryParse(name, ignoreCase: true, out ExhibitKind kind)) throw new FormatException("an exhibit has no kind");
        return new Exhibit(kind, exhibit["title"]!.GetValue<string>(),
            [.. exhibit["series"]!.AsArray().Select(Series)])
        {
            Of = exhibit["of"]!.GetValue<string>(),
            Names = [.. exhibit["names"]!.AsArray().Select(name => name!.GetValue<string>())],
            Along = Numbers(exhibit["along"]),
            Usual = exhibit["usual"]?.GetValue<double>(),
            IsLog = exhibit["log"]!.GetValue<bool>(),
            AreShares = exhibit["shares"]!.GetValue<bool>(),
            ArePoints = exhibit["points"]!.GetValue<bool>(),
            ShouldAgree = exhibit["should_agree"]!.GetValue<bool>(),
        };
    }

    private static ExhibitSeries Series(JsonNode? series) => new(series!["name"]!.GetValue<string>(), Numbers(series["values"]));

    private static JsonArray Numbers(IReadOnlyList<double> values) =>
        new([.. values.Select(value => double.IsFinite(value) ? (JsonNode?)value : null)]);

    private static double[] Numbers(JsonNode? values) => [.. values!.AsArray().Select(value => value?.GetValue<double>() ?? double.NaN)];

    private static JsonArray Texts(IReadOnlyList<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
