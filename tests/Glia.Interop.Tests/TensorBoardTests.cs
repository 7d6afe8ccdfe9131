using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Experiments;
using Glia.Interop.Files;
using Glia.Interop.Onnx;
using Glia.Interop.TensorBoard;

namespace Glia.Interop.Tests;

/// <summary>What a run leaves for TensorBoard, read back by a reader of another origin.</summary>
public sealed class TensorBoardTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-tensorboard-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Check_sums_and_records_are_those_of_the_description()
    {
        Assert.Equal(0xC78AB0E5u, Crc32C.Masked("123456789"u8));
        Assert.Equal(0x224B7FA3u, Crc32C.Masked([24, 0, 0, 0, 0, 0, 0, 0]));
        Assert.Equal("0900000040fc54d9411a0d627261696e2e4576656e743a32",
            Convert.ToHexStringLower(new ProtoWriter().Double(1, 1700000000.0).Text(3, "brain.Event:2").Bytes));
    }

    [Fact]
    public void A_run_of_classes_is_read_back_by_another_reader()
    {
        (ExperimentRun run, RunSummary summary, string folder) = Trained(Data(classes: true), "iris");
        Assert.Equal(Path.Combine(_folder, "iris"), folder);
        JsonObject[] all = Read(_folder);
        JsonObject[] losses = Of(all, "iris/train", "epoch_loss");
        Assert.Equal([0, 1, 2], losses.Select(value => value["step"]!.GetValue<int>()));
        Assert.Equal(summary.History.Epochs.Select(epoch => (float)epoch.Loss), losses.Select(value => value["value"]!.GetValue<float>()));
        Assert.All(losses, value => Assert.Equal("scalars", value["plugin"]!.GetValue<string>()));
        Assert.Equal(summary.History.Epochs.Select(epoch => (float)epoch.Validation!.Accuracy), Of(all, "iris/validation", "epoch_accuracy")
            .Select(value => value["value"]!.GetValue<float>()));
        Assert.Equal(3, Of(all, "iris/train", "epoch_learning_rate").Length);
        foreach (Parameter parameter in run.Network.Parameters)
        {
            JsonObject[] histograms = Of(all, "iris/train", parameter.FullName);
            Assert.Equal(3, histograms.Length);
            Assert.Equal(parameter.Shape.Size, histograms[2]["value"]!["count"]!.GetValue<double>());
            // The last epoch's weights are those of the network, unless another epoch was kept.
            if (summary.KeptEpoch == 3)
                Assert.Equal(run.Network.Weights[parameter].ToArray().Min(), histograms[2]["value"]!["left"]!.GetValue<double>(), 1.0);
        }
        JsonObject picture = Assert.Single(Of(all, "iris/test", "confusion_matrix"));
        Assert.Equal("""{"size":[167,167],"mode":"RGB"}""", picture["value"]!.ToJsonString());
        Assert.Equal(summary.Verdict.Sentence, Assert.Single(Of(all, "iris", "verdict/text_summary"))["value"]!.GetValue<string>());
        Assert.Equal("1. too slow\n\n2. too wide", Assert.Single(Of(all, "iris", "findings/text_summary"))["value"]!.GetValue<string>());
        Assert.Contains("\"class_name\"", Assert.Single(Of(all, "iris", "experiment/text_summary"))["value"]!.GetValue<string>(),
            StringComparison.Ordinal);
        JsonNode declared = Assert.Single(Of(all, "iris", "_hparams_/experiment"))["value"]!;
        JsonNode started = Assert.Single(Of(all, "iris", "_hparams_/session_start_info"))["value"]!;
        Assert.Equal("SGD", started["values"]!["optimizer"]!.GetValue<string>());
        Assert.Equal(8, started["values"]!["batch_size"]!.GetValue<double>());
        Assert.Equal(0.1, started["values"]!["learning_rate"]!.GetValue<double>(), 1e-6);
        Assert.Equal(declared["infos"]!.AsObject().Select(info => info.Key), started["values"]!.AsObject().Select(value => value.Key));
        Assert.Contains("""["validation","epoch_accuracy"]""", declared["metrics"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(1, Assert.Single(Of(all, "iris", "_hparams_/session_end_info"))["value"]!["status"]!.GetValue<int>());
    }

    [Fact]
    public void Numbers_have_no_accuracy_and_no_matrix_and_a_second_run_has_a_folder_of_its_own()
    {
        (_, _, string first) = Trained(Data(classes: false), "houses");
        (_, _, string second) = Trained(Data(classes: false), "houses");
        Assert.NotEqual(first, second);
        JsonObject[] all = Read(_folder);
        Assert.Equal(3, Of(all, Path.GetFileName(second) + "/train", "epoch_loss").Length);
        Assert.DoesNotContain(all, value => value["tag"]!.GetValue<string>() is "epoch_accuracy" or "confusion_matrix");
    }

    [Fact]
    public void Numbers_that_left_the_range_have_no_histogram_and_equal_ones_have_one_bucket()
    {
        Assert.Null(EventValue.Histogram([float.NaN, float.PositiveInfinity]));
        using (var file = new EventFile(_folder))
        {
            file.Add(0, "same", EventValue.Histogram([2, 2, float.NaN])!);
            file.Add(0, "loss", EventValue.Scalar(double.NaN));
        }
        JsonObject[] all = Read(_folder);
        Assert.Equal("""{"left":1.5,"right":2.5,"count":2.0,"buckets":1}""", Assert.Single(Of(all, ".", "same"))["value"]!.ToJsonString());
    }

    [Fact]
    public void A_run_that_is_broken_off_says_so_and_a_folder_that_cannot_be_is_refused()
    {
        ExperimentRun run = Prepared(Data(classes: true));
        using (TensorBoardLog log = TensorBoardLog.Begin(_folder, "broken", run, _ => { })) run.Fit(log);
        Assert.Equal(2, Assert.Single(Of(Read(_folder), "broken", "_hparams_/session_end_info"))["value"]!["status"]!.GetValue<int>());
        string file = Path.Combine(_folder, "a-file");
        File.WriteAllText(file, "");
        string message = Assert.Throws<GliaException>(() => TensorBoardLog.Begin(file, "x", run, _ => { })).Message;
        Assert.StartsWith($"Nothing can be written for TensorBoard in {file} (", message, StringComparison.Ordinal);
        File.Delete(file);
    }

    private (ExperimentRun Run, RunSummary Summary, string Folder) Trained(LoadedData data, string name)
    {
        ExperimentRun run = Prepared(data);
        using TensorBoardLog log = TensorBoardLog.Begin(_folder, name, run, _ => { });
        RunSummary summary = run.Judge(run.Fit(log));
        log.Finish(summary, ["too slow", "too wide"]);
        return (run, summary, log.Folder);
    }

    private static ExperimentRun Prepared(LoadedData data)
    {
        Experiment experiment = Recipe.For(new ExperimentData { Source = "x" }, data);
        return ExperimentRun.Prepare(experiment with
        {
            Training = experiment.Training with
            {
                Epochs = 3,
                BatchSize = 8,
                ValidationSplit = 0.2,
                EarlyStopping = null,
                Optimizer = new JsonObject { ["class_name"] = "SGD", ["learning_rate"] = 0.1 },
            },
        }, data, threads: 1);
    }

    private static LoadedData Data(bool classes)
    {
        float[] values = [.. Enumerable.Range(0, 180).Select(i => (float)Math.Sin(i))];
        var inputs = new FloatFeatures(values, 3);
        return classes
            ? LoadedData.OfTexts(inputs,
                [.. Enumerable.Range(0, 60).Select(row => values[3 * row] > 0.3 ? "up" : values[3 * row] < -0.3 ? "down" : "level")])
            : LoadedData.OfNumbers(inputs, new Targets([.. Enumerable.Range(0, 60).Select(row => values[3 * row] * 2.5f)]));
    }

    private static JsonObject[] Of(JsonObject[] all, string run, string tag) =>
        [.. all.Where(value => value["run"]!.GetValue<string>() == run && value["tag"]!.GetValue<string>() == tag)];

    // Google's protobuf library in Python and check sums computed there.
    private static JsonObject[] Read(string folder)
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", [Fixture.Of("read_events.py"), folder])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            Task<string> errors = python.StandardError.ReadToEndAsync();
            string output = python.StandardOutput.ReadToEnd();
            python.WaitForExit();
            Assert.SkipWhen(errors.Result.Contains("No module named", StringComparison.Ordinal),
                "No Python with protobuf and Pillow is installed.");
            Assert.Equal("", errors.Result);
            return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonNode.Parse(line.Replace("NaN", "null", StringComparison.Ordinal))!.AsObject())];
        }
        catch (Win32Exception)
        {
            Assert.Skip("No Python is installed.");
            throw;
        }
    }
}
