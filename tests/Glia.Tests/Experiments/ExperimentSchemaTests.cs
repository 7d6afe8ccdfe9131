using System.Text.Json.Nodes;
using Glia.Experiments;
using Glia.Initializers;
using Glia.Layers;
using Glia.Losses;
using Glia.Optimizers;
using Glia.Schedules;
using Glia.Settings;

namespace Glia.Tests.Experiments;

public class ExperimentSchemaTests
{
    private static readonly JsonObject Schema =
        JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs/experiment.schema.json")))!.AsObject();

    [Fact]
    public void The_schema_knows_exactly_the_keys_the_reader_knows()
    {
        var sections = new Dictionary<string, string[]>();
        ExperimentReader.Read("x.json", JsonText.Parse("x.json", ExperimentTests.Full), section =>
            sections.Add(section.Path, [.. section.Known.Order()]));
        Assert.Equal(["", "augment", "data", "data.split", "test_time_augmentation", "training", "training.early_stopping"],
            sections.Keys.Order());
        foreach ((string path, string[] keys) in sections)
        {
            JsonObject described = path.Length == 0 ? Schema : Schema["$defs"]![path.Split('.')[^1]]!.AsObject();
            Assert.False(described["additionalProperties"]!.GetValue<bool>());
            Assert.Equal(keys, described["properties"]!.AsObject().Select(property => property.Key).Order());
        }
    }

    [Fact]
    public void The_schema_lists_exactly_the_words_the_reader_takes()
    {
        Assert.Equal(ExperimentData.Tasks, Words("data", "task"));
        Assert.Equal(ExperimentData.Scales, Words("data", "scale"));
        Assert.Equal(ExperimentData.ColorModes, Words("data", "color_mode"));
        Assert.Equal(Glia.Data.TargetScaler.Kinds, Words("data", "target_scale"));
        Assert.Equal(ExperimentData.TargetEncodings, Words("data", "target_encoding"));
        Assert.Equal(Glia.Data.Augmentation.Flips, Words("augment", "flip"));
        Assert.Equal(Glia.Data.Augmentation.Flips, Words("test_time_augmentation", "flip"));
        Assert.Equal(Glia.Data.Augmentation.FillModes, Words("augment", "fill_mode"));
        Assert.Equal(ExperimentTraining.Samplings, Words("training", "sampling"));
        Assert.Equal(ExperimentTraining.Monitors, Words("early_stopping", "monitor"));
    }

    [Fact]
    public void The_schema_has_the_defaults_the_reader_has()
    {
        JsonNode written = JsonNode.Parse(Experiment.Parse("x.json", """{"data":{"source":"mnist","split":{}},"augment":{}""" +
            ""","test_time_augmentation":{},"network":[],"training":{"validation_split":0.5,"early_stopping":{}}}""").ToJson())!;
        foreach ((string name, JsonNode section) in new[] { ("data", written["data"]!), ("split", written["data"]!["split"]!), ("training",
            written["training"]!), ("augment", written["augment"]!), ("test_time_augmentation", written["test_time_augmentation"]!),
            ("early_stopping", written["training"]!["early_stopping"]!) })
        {
            foreach ((string key, JsonNode? property) in Schema["$defs"]![name]!["properties"]!.AsObject())
            {
                if (!property!.AsObject().ContainsKey("default")
                    || key is "from_logits" or "split" or "early_stopping" or "validation_split") continue;
                // A class is written with all its arguments; which class it is, is the default.
                if (section[key] is JsonObject { Count: > 0 } made && made["class_name"] is { } className)
                {
                    Assert.True(JsonNode.DeepEquals(property["default"], className), $"{name}.{key}");
                    continue;
                }
                Assert.True(JsonNode.DeepEquals(property["default"], section[key]),
                    $"{name}.{key} is {section[key]?.ToJsonString()} and the schema says {property["default"]?.ToJsonString()}");
            }
        }
    }

    [Fact]
    public void The_handbook_page_explains_every_key()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs/experiment-file.md"));
        ExperimentReader.Read("x.json", JsonText.Parse("x.json", ExperimentTests.Full), section =>
        {
            foreach (string key in section.Known) Assert.Contains($"`{key}`", page, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void The_handbook_page_names_everything_a_file_can_name()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs/experiment-file.md"));
        IEnumerable<string> names = [.. LayerCatalogue.Names, .. ActivationCatalogue.Names, .. InitializerCatalogue.Names,
            .. LossCatalogue.Names, .. OptimizerCatalogue.Names, .. ScheduleCatalogue.Names];
        foreach (string name in names) Assert.Contains($"`{name}`", page, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Words(string section, string key) =>
        Schema["$defs"]![section]!["properties"]![key]!["enum"]!.AsArray().Select(word => word!.GetValue<string>());
}
