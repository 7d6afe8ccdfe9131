using System.Text.Json;
using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Metrics;
using Glia.Settings;
using Glia.Training;
using Glia.Training.Leaves;

namespace Glia.Experiments;

/// <summary>Turns the JSON of an experiment file into an <see cref="Experiment"/>.</summary>
internal static class ExperimentReader
{
    /// <summary>Reads the file's outermost object.</summary>
    /// <param name="file">How errors call the file.</param>
    /// <param name="root">Its JSON.</param>
    /// <param name="closed">Hears of every section that was read to its end; a test compares what they know with the schema.</param>
    public static Experiment Read(string file, JsonObject root, Action<Section>? closed = null)
    {
        var top = new Section(file, root, "");
        _ = top.Node("$schema");
        var experiment = new Experiment
        {
            Name = top.OptionalText("name"),
            Seed = top.OptionalLong("seed", 0, Experiment.MostSeed) ?? 1,
            Data = Data(top.Child("data") ?? throw Missing(top, "data", "\"data\": {\"source\": \"mnist\"}")),
            Augment = top.Child("augment") is { } augment ? Augment(augment) : null,
            TestTimeAugmentation = top.Child("test_time_augmentation") is { } views ? Views(views) : null,
            Network = Network(file, top),
            Training = top.Child("training") is { } training ? Training(training) : new ExperimentTraining(),
        };
        Close(top);
        return experiment;

        void Close(Section section)
        {
            section.Close();
            closed?.Invoke(section);
        }

        ExperimentData Data(Section section)
        {
            var data = new ExperimentData
            {
                Source = section.OptionalText("source") ?? throw Missing(section, "source", "\"source\": \"mnist\""),
                Inputs = section.Names("inputs"),
                Targets = section.Names("targets"),
                SampleWeight = SampleWeight(section),
                Task = section.Choice("task", ExperimentData.Tasks),
                Drop = section.Names("drop"),
                Columns = Columns(section.Child("columns")),
                Header = section.Node("header") is null ? null : section.Flag("header", true),
                Delimiter = Delimiter(section),
                ImageSize = ImageSize(section),
                ColorMode = section.Choice("color_mode", ExperimentData.ColorModes),
                Scale = section.Choice("scale", ExperimentData.Scales),
                TargetScale = section.Choice("target_scale", [.. TargetScaler.Kinds]),
                TargetEncoding = section.Choice("target_encoding", ExperimentData.TargetEncodings),
                Split = Split(section),
            };
            Close(section);
            return data;
        }

        Augmentation Augment(Section section)
        {
            Augmentation augmentation = AugmentationReader.Read(section);
            Close(section);
            return augmentation;
        }

        TestTimeAugmentation Views(Section section)
        {
            TestTimeAugmentation augmentation = TestTimeAugmentationReader.Read(section);
            Close(section);
            return augmentation;
        }

        Dictionary<string, string>? Columns(Section? section)
        {
            if (section is null) return null;
            var kinds = new Dictionary<string, string>();
            foreach (string column in section.Keys) kinds[column] = section.Choice(column, ExperimentData.ColumnKinds);
            return kinds;
        }

        ExperimentSplit? Split(Section data)
        {
            if (data.Node("split") is JsonValue word)
            {
                return (word.GetValueKind() == JsonValueKind.String ? word.GetValue<string>() : "") switch
                {
                    "standard" => ExperimentSplit.Standard,
                    "none" => ExperimentSplit.None,
                    _ => throw data.Wrong("split", word, "\"standard\", \"none\" or an object {\"test_size\": …}"),
                };
            }
            if (data.Child("split") is not { } section) return null;
            var split = new ExperimentSplit
            {
                TestSize = Size(section, "test_size") ?? 0.25,
                TrainSize = Size(section, "train_size"),
                RandomState = section.OptionalLong("random_state", 0, Experiment.MostSeed),
                Stratify = section.Flag("stratify", false),
                Shuffle = section.Flag("shuffle", true),
            };
            if (split.Stratify && !split.Shuffle)
                throw section.Error("stratify", $"{section.Path}.stratify needs shuffle: true, as in scikit-learn.");
            Close(section);
            return split;
        }

        ExperimentTraining Training(Section section)
        {
            JsonObject optimizer = section.Configuration("optimizer") ?? new ExperimentTraining().Optimizer;
            var training = new ExperimentTraining
            {
                Loss = Loss(section),
                EmaMomentum = EmaReader.Read(section, optimizer),
                GradientAccumulationSteps = AccumulationReader.Read(section, optimizer),
                Leaves = Leaves(section),
                Optimizer = optimizer,
                Schedule = section.Configuration("schedule"),
                BatchSize = section.Integer("batch_size", 32, 1),
                Epochs = section.Integer("epochs", 1, 0),
                StepsPerEpoch = section.OptionalInteger("steps_per_epoch", 1),
                Shuffle = section.Flag("shuffle", true),
                Sampling = section.Choice("sampling", ExperimentTraining.Samplings) == "random" ? Sampling.Random : Sampling.Epoch,
                ValidationSplit = section.Number("validation_split", 0, 0, 1),
                ValidationData = Validation(section),
                EarlyStopping = EarlyStopping(section.Child("early_stopping"), section),
                ClassWeight = ClassWeights.Read(section),
                Metrics = Metrics(section),
            };
            if (training.ValidationSplit >= 1)
                throw section.Error("validation_split",
                    "training.validation_split is 1, which leaves no row to train on; it must be below 1.");
            if (training.ValidationSplit > 0 && training.ValidationData is not null)
                throw section.Error("validation_data", "training has a validation_split and validation_data as well; keep one of the two.");
            Close(section);
            return training.Checked();
        }

        int Leaves(Section section)
        {
            int leaves = section.Integer("leaves", 1, 1);
            if (LeafTree.IsCount(leaves)) return leaves;
            throw section.Error("leaves",
                $"{section.Path}.leaves is {leaves}; it must be a power of two up to {FitOptions.MostLeaves}, such as 8.");
        }

        ValidationData? Validation(Section section)
        {
            if (section.Names("validation_data") is not { } words) return null;
            return words switch
            {
                [var source] => ValidationData.From(source),
                [var inputs, var targets] => ValidationData.Arrays(inputs, targets),
                [var inputs, var targets, var weights] => ValidationData.Arrays(inputs, targets, weights),
                _ => throw section.Wrong("validation_data", section.Node("validation_data"), "a source, a list of two or three arrays " +
                    "[\"x_val\", \"y_val\"], \"standard\" or \"none\""),
            };
        }

        EarlyStopping? EarlyStopping(Section? section, Section training)
        {
            if (section is null) return null;
            var stopping = new EarlyStopping(section.Integer("patience", 0, 0), section.Number("min_delta", 0, 0),
                section.Flag("restore_best_weights", false));
            _ = section.Choice("mode", "auto", "min");
            string monitor = section.Choice("monitor", ExperimentTraining.Monitors);
            Close(section);
            bool named = Validation(training) is { } validation && validation != ValidationData.None;
            if (monitor == "val_loss" && !named && training.Number("validation_split", 0, 0, 1) == 0)
                throw section.Error("monitor", "training.early_stopping watches val_loss, but there is no validation part; " +
                    "set validation_split or validation_data (\"standard\" for the source's own part), or watch \"loss\".");
            if (monitor == "loss" && (named || training.Number("validation_split", 0, 0, 1) > 0))
                throw section.Error("monitor", "training.early_stopping watches loss although there is a validation part; " +
                    $"watch \"val_loss\", or {(named ? "leave validation_data out" : "set validation_split to 0")}.");
            return stopping;
        }
    }

    private static string? SampleWeight(Section data) => data.Names("sample_weight") switch
    {
        null => null,
        [var one] => one,
        _ => throw data.Wrong("sample_weight", data.Node("sample_weight"), "the name of one column or array"),
    };

    private static char? Delimiter(Section data)
    {
        if (data.OptionalText("delimiter") is not { } text) return null;
        return text.Length == 1
            ? text[0]
            : throw data.Error("delimiter", $"data.delimiter is '{text}'; it is one character, such as \";\", or \"\\t\" for a tab.");
    }

    // [height, width] as in Keras, or one number for a square.
    private static ImageSize? ImageSize(Section data)
    {
        if (data.Node("image_size") is not { } node) return null;
        IEnumerable<string> sides = node is JsonArray list ? list.Select(side => side?.ToString() ?? "") : [node.ToString()];
        return Glia.Data.ImageSize.Parse(string.Join('x', sides))
            ?? throw data.Wrong("image_size", node, "two whole numbers from 1 to 4096, [height, width]");
    }

    private static List<ExperimentLayer> Network(string file, Section top)
    {
        JsonNode? node = top.Node("network");
        IReadOnlyList<JsonNode?> written = KerasModel.Layers(file, node)
            ?? throw Missing(top, "network", "a list of layers: \"network\": [{\"class_name\": \"Dense\", \"units\": 10}]");
        var layers = new List<ExperimentLayer>();
        int? features = null;
        foreach (JsonNode? item in written)
        {
            JsonObject flat = top.Configuration("network", item);
            string place = item is null ? file : Settings.JsonLines.Place(item) ?? file;
            if (flat["class_name"] is not JsonValue name || name.GetValueKind() != JsonValueKind.String)
                throw new GliaException($"{place}: network[{layers.Count}] has no class_name; write which layer it is: " +
                    "\"class_name\": \"Dense\".");
            flat.Remove("class_name");
            var layer = new ExperimentLayer(name.GetValue<string>(), flat);
            string where = $"network[{layers.Count}]";
            layer = WithoutInFeatures(place, Check(file, place, layer, where), where, features, layers.Count);
            features = Features(layer, where, features);
            // The inner models of a model bring an InputLayer of their own, which says nothing new.
            if (layer.IsInput && layers.Count > 0 && node is JsonArray)
                throw new GliaException($"{place}: {where} is an InputLayer, which only the first can be; take it out.");
            if (!layer.IsInput || layers.Count == 0) layers.Add(layer);
        }
        return layers;
    }

    // PyTorch's layers all say how many numbers they take. The first says it of the data, like Keras' input_dim; of the others it is
    // checked, where the width before them is known, and follows from the layer before.
    private static ExperimentLayer WithoutInFeatures(string place, ExperimentLayer layer, string where, int? before, int index)
    {
        string? key = index == 0 ? null : layer.Config.ContainsKey("in_features") ? "in_features" : layer.Config.ContainsKey("num_features")
            ? "num_features" : null;
        if (key is null) return layer;
        if (before is { } width && layer.InputShape(where) is { } said && said.Last != width)
            throw new GliaException($"{place}: {where}.{key} is {said.Last}, but the layer before gives {width}; make them equal.");
        var config = (JsonObject)Settings.JsonLines.DeepClone(layer.Config);
        config.Remove(key);
        return layer with { Config = config };
    }

    private static int? Features(ExperimentLayer layer, string where, int? before)
    {
        if (layer.IsInput) return layer.InputShape(where)?.Last;
        Layer built = layer.Build(where);
        return built is Layers.Dense dense ? dense.Units : built.SumsInputs || built is Layers.Flatten ? null : before;
    }

    // Makes the layer once, so that a wrong argument is known while its line is. A layer under another library's name, or an older one,
    // becomes what it is here.
    private static ExperimentLayer Check(string file, string place, ExperimentLayer layer, string where)
    {
        try
        {
            _ = layer.InputShape(where);
            if (!layer.IsInput) return layer.UnderItsOwnName(where);
            layer.CheckInput(where);
            return layer;
        }
        catch (GliaException error) when (!error.Message.StartsWith(file, StringComparison.Ordinal))
        {
            // A name within an argument, such as an activation, does not know its own line; that of its layer is near enough.
            throw new GliaException($"{place}: {error.Message}", error);
        }
    }

    // "from_logits" may stand beside the loss, as in the examples, or inside it, as in Keras; inside is where it is kept.
    private static JsonObject Loss(Section training)
    {
        JsonObject loss = training.Configuration("loss") ?? new ExperimentTraining().Loss;
        bool beside = training.Flag("from_logits", false);
        if (training.Node("from_logits") is null) return loss;
        if (loss["from_logits"] is JsonValue inside && inside.TryGetValue(out bool written) && written != beside)
            throw training.Error("from_logits", "training.from_logits says the opposite of the from_logits inside training.loss; " +
                "keep one of the two.");
        if (beside) loss["from_logits"] = true;
        return loss;
    }

    private static IReadOnlyList<JsonNode> Metrics(Section training)
    {
        JsonNode? node = training.Node("metrics");
        if (node is null) return new ExperimentTraining().Metrics;
        JsonNode[] metrics = [.. (node as JsonArray ?? [node.DeepClone()])
            .Select(one => one?.DeepClone() ?? throw training.Wrong("metrics", one, "a list of names"))];
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonNode metric in metrics.Where(one => !MetricCatalogue.IsAccuracy(one)))
        {
            string name;
            try
            {
                name = MetricCatalogue.Create(metric, "training.metrics").Name;
            }
            catch (GliaException error)
            {
                throw training.Error("metrics", error.Message);
            }
            if (!names.Add(name))
                throw training.Error("metrics",
                    $"training.metrics has two metrics called '{name}'; give one of them a \"name\" of its own.");
        }
        return metrics;
    }

    private static double? Size(Section split, string key)
    {
        double? size = split.OptionalNumber(key, 0);
        return size is null || (size < 1 ? size > 0 : size == Math.Floor(size.Value) && size < int.MaxValue) ? size
            : throw split.Error(key, $"{split.Path}.{key} is a fraction between 0 and 1, or a whole number of rows.");
    }

    private static GliaException Missing(Section section, string key, string example) =>
        section.Error(key, $"{(section.Path.Length == 0 ? "the experiment" : section.Path)} needs {key}; write for example {example}.");
}
