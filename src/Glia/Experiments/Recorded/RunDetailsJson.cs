using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Glia.Experiments.Recorded;

/// <summary>The details of a run as JSON: written in one pass, numbers with five digits, NaN as null.</summary>
internal static class RunDetailsJson
{
    private const int Digits = 5;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(RunDetails details)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, Options))
        {
            json.WriteStartObject();
            json.WriteString("part", details.Part);
            json.WriteString("rows_are", details.RowsAre);
            json.WriteNumber("asked_rows", details.AskedRows);
            Texts(json, "value_names", details.ValueNames);
            Rows(json, "rows", details.Rows);
            Whole(json, "worst", details.Worst);
            Write(json, details.Calibration);
            Write(json, details.Ranking);
            Numbers(json, "scatter", details.Scatter.SelectMany(pair => (double[])[pair.Target, pair.Output]));
            Write(json, details.Seen);
            Write(json, details.Steps);
            Write(json, details.Layers);
            Write(json, details.Seconds);
            Write(json, details.LayerTimes);
            json.WritePropertyName("machine");
            if (details.Machine is { } machine) machine.ToJson().WriteTo(json);
            else json.WriteNullValue();
            Write(json, details.Data);
            Whole(json, "part_rows", [details.PartRows.Training, details.PartRows.Validation, details.PartRows.Test]);
            json.WritePropertyName("findings");
            if (details.Findings is { } findings) findings.WriteTo(json);
            else json.WriteNullValue();
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(memory.ToArray()) + "\n";
    }

    public static RunDetails Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement json = document.RootElement, seen = json.GetProperty("seen"), steps = json.GetProperty("steps"),
                seconds = json.GetProperty("seconds");
            double[] scatter = Numbers(json, "scatter");
            return new RunDetails
            {
                Part = json.GetProperty("part").GetString() ?? "",
                RowsAre = json.GetProperty("rows_are").GetString() ?? "",
                AskedRows = json.GetProperty("asked_rows").GetInt32(),
                ValueNames = Texts(json, "value_names"),
                Rows = Rows(json, "rows"),
                Worst = Whole(json, "worst"),
                Calibration = Calibration(json.GetProperty("calibration")),
                // A run of an earlier version has none of what stands here with TryGetProperty.
                Ranking = json.TryGetProperty("ranking", out JsonElement ranking) ? Ranking(ranking) : null,
                LayerTimes = json.TryGetProperty("layer_times", out JsonElement times) ? LayerTimes(times) : null,
                Machine = json.TryGetProperty("machine", out JsonElement machine) ? RunMachine.Read(machine) : null,
                Data = json.TryGetProperty("data", out JsonElement data) ? Data(data) : null,
                PartRows = json.TryGetProperty("part_rows", out _) && Whole(json, "part_rows") is [var training, var validation, var test]
                    ? (training, validation, test) : default,
                Scatter = [.. Enumerable.Range(0, scatter.Length / 2).Select(i => (scatter[2 * i], scatter[2 * i + 1]))],
                Seen = new SeenInputs(Texts(seen, "names"), Rows(seen, "rows"), Number(seen, "least"), Number(seen, "most"),
                    Number(seen, "mean"), Number(seen, "deviation"))
                {
                    AreChanged = seen.TryGetProperty("changed", out JsonElement changed) && changed.GetBoolean(),
                },
                Steps = new StepLosses(steps.GetProperty("every").GetInt32(), Numbers(steps, "mean"), Numbers(steps, "least"),
                    Numbers(steps, "most")),
                Layers = Layers(json.GetProperty("layers")),
                Seconds = new RunTimes(Number(seconds, "load"), Number(seconds, "train"), Number(seconds, "evaluate"),
                    Number(seconds, "judge"), Number(seconds, "record")),
                Findings = json.GetProperty("findings") is { ValueKind: JsonValueKind.Array } findings
                    ? JsonNode.Parse(findings.GetRawText())!.AsArray()
                    : null,
            };
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw RunFolder.Damaged(path, error);
        }
    }

    private static void Rows(Utf8JsonWriter json, string name, IReadOnlyList<RecordedRow> rows)
    {
        json.WriteStartArray(name);
        foreach (RecordedRow row in rows)
        {
            json.WriteStartObject();
            json.WriteNumber("row", row.Number);
            if (row.File is not null) json.WriteString("file", row.File);
            if (!double.IsNaN(row.Loss)) Number(json, "loss", row.Loss);
            if (row.True >= 0) json.WriteNumber("true", row.True);
            if (row.Predicted >= 0) json.WriteNumber("predicted", row.Predicted);
            if (!double.IsNaN(row.Probability)) Number(json, "probability", row.Probability);
            if (!double.IsNaN(row.ProbabilityOfTrue)) Number(json, "probability_of_true", row.ProbabilityOfTrue);
            if (row.Targets.Count > 0) Numbers(json, "targets", row.Targets);
            if (row.Outputs.Count > 0) Numbers(json, "outputs", row.Outputs);
            if (row.Values.Count > 0) Texts(json, "values", row.Values);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static RecordedRow[] Rows(JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray().Select(row =>
        new RecordedRow
        {
            Number = row.GetProperty("row").GetInt32(),
            File = row.TryGetProperty("file", out JsonElement file) ? file.GetString() : null,
            Loss = Number(row, "loss"),
            True = Label(row, "true"),
            Predicted = Label(row, "predicted"),
            Probability = Number(row, "probability"),
            ProbabilityOfTrue = Number(row, "probability_of_true"),
            Targets = Numbers(row, "targets"),
            Outputs = Numbers(row, "outputs"),
            Values = Texts(row, "values"),
        })];

    private static void Write(Utf8JsonWriter json, Calibration? calibration) => Part(json, "calibration", calibration, calibration =>
    {
        Number(json, "error", calibration.Error);
        Whole(json, "rows", calibration.Bins.Select(bin => bin.Rows));
        Numbers(json, "confidence", calibration.Bins.Select(bin => bin.Confidence));
        Numbers(json, "accuracy", calibration.Bins.Select(bin => bin.Accuracy));
    });

    private static Calibration? Calibration(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) return null;
        int[] rows = Whole(json, "rows");
        double[] confidence = Numbers(json, "confidence"), accuracy = Numbers(json, "accuracy");
        return new(Number(json, "error"), Beside(bin => new CalibrationBin(rows[bin], confidence[bin], accuracy[bin]),
            rows.Length, confidence.Length, accuracy.Length));
    }

    private static void Write(Utf8JsonWriter json, RankingCurve? curve) => Part(json, "ranking", curve, curve =>
    {
        json.WriteString("positive", curve.Positive);
        json.WriteNumber("rows", curve.Rows);
        json.WriteNumber("positive_rows", curve.PositiveRows);
        Number(json, "area", curve.Area);
        Number(json, "average_precision", curve.AveragePrecision);
        Numbers(json, "threshold", curve.Points.Select(point => point.Threshold));
        Numbers(json, "true_positives", curve.Points.Select(point => point.TruePositives));
        Numbers(json, "false_positives", curve.Points.Select(point => point.FalsePositives));
        Numbers(json, "precision", curve.Points.Select(point => point.Precision));
    });

    private static RankingCurve? Ranking(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) return null;
        double[] thresholds = Numbers(json, "threshold"), hits = Numbers(json, "true_positives"),
            misses = Numbers(json, "false_positives"), precision = Numbers(json, "precision");
        return new(json.GetProperty("positive").GetString() ?? "", json.GetProperty("rows").GetInt32(),
            json.GetProperty("positive_rows").GetInt32(), Number(json, "area"), Number(json, "average_precision"),
            Beside(i => new RankingPoint(
                    double.IsNaN(thresholds[i]) ? double.PositiveInfinity : thresholds[i], hits[i], misses[i], precision[i]),
                thresholds.Length, hits.Length, misses.Length, precision.Length));
    }

    private static void Write(Utf8JsonWriter json, LayerTimes? times) => Part(json, "layer_times", times, times =>
    {
        json.WriteNumber("rows", times.Rows);
        Texts(json, "names", times.Layers.Select(layer => layer.Name));
        Texts(json, "class_names", times.Layers.Select(layer => layer.ClassName));
        Numbers(json, "forward", times.Layers.Select(layer => layer.Forward));
        Numbers(json, "backward", times.Layers.Select(layer => layer.Backward));
    });

    private static LayerTimes? LayerTimes(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) return null;
        string[] names = Texts(json, "names"), classes = Texts(json, "class_names");
        double[] forward = Numbers(json, "forward"), backward = Numbers(json, "backward");
        return new(json.GetProperty("rows").GetInt32(),
            Beside(i => new LayerTime(names[i], classes[i], forward[i], backward[i]),
                names.Length, classes.Length, forward.Length, backward.Length));
    }

    private static void Write(Utf8JsonWriter json, DataFingerprint? data) => Part(json, "data", data, data =>
    {
        json.WriteString("fingerprint", data.Hash);
        json.WriteNumber("rows", data.Rows);
        json.WriteNumber("columns", data.Columns);
        Number(json, "least", data.Least);
        Number(json, "most", data.Most);
        json.WriteNumber("classes", data.Classes);
        Texts(json, "names", data.Ranges.Select(range => range.Name));
        Numbers(json, "leasts", data.Ranges.Select(range => range.Least));
        Numbers(json, "mosts", data.Ranges.Select(range => range.Most));
    });

    private static DataFingerprint? Data(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) return null;
        string[] names = Texts(json, "names");
        double[] leasts = Numbers(json, "leasts"), mosts = Numbers(json, "mosts");
        return new(json.GetProperty("fingerprint").GetString() ?? "", json.GetProperty("rows").GetInt32(),
            json.GetProperty("columns").GetInt32(), Number(json, "least"), Number(json, "most"))
        {
            Classes = json.GetProperty("classes").GetInt32(),
            Ranges = Beside(i => new ColumnRange(names[i], leasts[i], mosts[i]), names.Length, leasts.Length, mosts.Length),
        };
    }

    private static void Write(Utf8JsonWriter json, SeenInputs seen) => Part(json, "seen", seen, seen =>
    {
        Number(json, "least", seen.Least);
        Number(json, "most", seen.Most);
        Number(json, "mean", seen.Mean);
        Number(json, "deviation", seen.Deviation);
        json.WriteBoolean("changed", seen.AreChanged);
        Texts(json, "names", seen.Names);
        Rows(json, "rows", seen.Rows);
    });

    private static void Write(Utf8JsonWriter json, StepLosses steps) => Part(json, "steps", steps, steps =>
    {
        json.WriteNumber("every", steps.Every);
        Numbers(json, "mean", steps.Mean);
        Numbers(json, "least", steps.Least);
        Numbers(json, "most", steps.Most);
    });

    private static void Write(Utf8JsonWriter json, RecordedLayers layers)
    {
        json.WriteStartObject("layers");
        json.WriteStartArray("at");
        foreach (long step in layers.At) json.WriteNumberValue(step);
        json.WriteEndArray();
        json.WriteStartArray("layers");
        foreach (RecordedLayer layer in layers.Layers)
        {
            json.WriteStartObject();
            json.WriteString("name", layer.Name);
            json.WriteString("class_name", layer.ClassName);
            json.WriteString("output", layer.Output);
            json.WriteString("activation", layer.Activation);
            json.WriteNumber("parameters", layer.Parameters);
            json.WriteNumber("multiply_adds", layer.MultiplyAdds);
            json.WriteNumber("training_multiply_adds", layer.TrainingMultiplyAdds);
            json.WriteNumber("output_bytes", layer.OutputBytes);
            Numbers(json, "update_ratio", layer.UpdateRatio);
            Numbers(json, "gradient_norm", layer.GradientNorm);
            Numbers(json, "dead", layer.Dead);
            Numbers(json, "weight_size", layer.WeightSize);
            Numbers(json, "output_deviation", layer.OutputDeviation);
            Number(json, "widest", layer.Widest);
            Whole(json, "first_weights", layer.FirstWeights);
            Whole(json, "last_weights", layer.LastWeights);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static RecordedLayers Layers(JsonElement json) => new(
        [.. json.GetProperty("at").EnumerateArray().Select(step => step.GetInt64())],
        [.. json.GetProperty("layers").EnumerateArray().Select(layer => new RecordedLayer
        {
            Name = layer.GetProperty("name").GetString() ?? "",
            ClassName = layer.GetProperty("class_name").GetString() ?? "",
            Output = layer.GetProperty("output").GetString() ?? "",
            Activation = layer.GetProperty("activation").GetString(),
            Parameters = layer.GetProperty("parameters").GetInt64(),
            MultiplyAdds = layer.GetProperty("multiply_adds").GetInt64(),
            TrainingMultiplyAdds = layer.TryGetProperty("training_multiply_adds", out JsonElement training) ? training.GetInt64() : 0,
            OutputBytes = layer.GetProperty("output_bytes").GetInt64(),
            UpdateRatio = Numbers(layer, "update_ratio"),
            GradientNorm = Numbers(layer, "gradient_norm"),
            Dead = Numbers(layer, "dead"),
            WeightSize = Numbers(layer, "weight_size"),
            OutputDeviation = Numbers(layer, "output_deviation"),
            Widest = Number(layer, "widest"),
            FirstWeights = Whole(layer, "first_weights"),
            LastWeights = Whole(layer, "last_weights"),
        })]);

    private static void Write(Utf8JsonWriter json, RunTimes seconds) => Part(json, "seconds", seconds, seconds =>
    {
        Number(json, "load", seconds.Load);
        Number(json, "train", seconds.Train);
        Number(json, "evaluate", seconds.Evaluate);
        Number(json, "judge", seconds.Judge);
        Number(json, "record", seconds.Record);
    });

    // What a run has under a name: an object, or null where it has none.
    private static void Part<T>(Utf8JsonWriter json, string name, T? part, Action<T> write)
        where T : class
    {
        if (part is null)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        write(part);
        json.WriteEndObject();
    }

    // Columns beside one another as rows: as many as the shortest has.
    private static T[] Beside<T>(Func<int, T> row, params ReadOnlySpan<int> lengths)
    {
        int rows = int.MaxValue;
        foreach (int length in lengths) rows = Math.Min(rows, length);
        return [.. Enumerable.Range(0, rows).Select(row)];
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        Number(json, value);
    }

    private static void Number(Utf8JsonWriter json, double value)
    {
        if (!double.IsFinite(value)) json.WriteNullValue();
        else json.WriteRawValue(value.ToString($"G{Digits}", CultureInfo.InvariantCulture), skipInputValidation: true);
    }

    private static void Numbers(Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        json.WriteStartArray(name);
        foreach (double value in values) Number(json, value);
        json.WriteEndArray();
    }

    private static void Whole(Utf8JsonWriter json, string name, IEnumerable<int> values)
    {
        json.WriteStartArray(name);
        foreach (int value in values) json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static double Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN;

    private static int Label(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) ? value.GetInt32() : -1;

    private static double[] Numbers(JsonElement json, string name) => !json.TryGetProperty(name, out JsonElement array) ? []
        : [.. array.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN)];

    private static int[] Whole(JsonElement json, string name) =>
        [.. json.GetProperty(name).EnumerateArray().Select(value => value.GetInt32())];

    private static string[] Texts(JsonElement json, string name) => !json.TryGetProperty(name, out JsonElement array) ? []
        : [.. array.EnumerateArray().Select(text => text.GetString() ?? "")];
}
