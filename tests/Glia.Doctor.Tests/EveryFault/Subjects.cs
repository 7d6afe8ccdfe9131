using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.HandWritten;
using Glia.Doctor.Tests.HandWritten;
using Glia.Doctor.Tests.Rules;
using Glia.Doctor.Tests.Traces;
using Glia.Doctor.Traces;
using Glia.Losses;
using Glia.Optimizers;
using Glia.Schedules;
using Glia.Training;
using HandWritten;
using Dice = System.Random;
using Workers = Glia.Kernels.Workers;

namespace Glia.Doctor.Tests.EveryFault;

/// <summary>Small experiments, as they are usually set, of which a pair sets one thing otherwise; and how the doctor is asked.</summary>
internal static class Subjects
{
    /// <summary>The whole examination as <c>glia doctor EXPERIMENT</c> makes it.</summary>
    public static Diagnosis Examined(ExperimentSubject subject, Tier upTo = Tier.Experiments) =>
        Examiner.Examine(subject, upTo, Workers.Single).Diagnosis;

    /// <summary>What the doctor says of a step and an evaluation that somebody else's network recorded,
    /// with a mistake or without.</summary>
    public static Diagnosis Recorded(bool faulty, string mistake, int[]? widths = null, string hidden = "relu", double rate = 0.1,
        double dropout = 0, int warmUp = 60)
    {
        widths ??= [6, 10, 8, 4];
        bool binary = widths[^1] == 1;
        var run = new ToyRun
        {
            Dice = new Dice(1),
            Mistake = faulty ? mistake : "",
            Widths = widths,
            Hidden = hidden,
            Output = binary ? "sigmoid" : "softmax",
            Loss = binary ? "binary_crossentropy" : "categorical_crossentropy",
            Rows = 32,
            Rate = rate,
            Dropout = dropout,
            WarmUp = warmUp,
            Opposite = true,
        };
        return TraceDoctor.Examine(TraceReader.Read(run.Record(), "trace"));
    }

    /// <summary>What the doctor says of the program that this project comes from, written by hand in C#,
    /// with one of its faults or without any.</summary>
    public static Diagnosis Origin(bool faulty, OriginFaults fault)
    {
        var (x, y, _) = Digits.All;
        var network = new OriginNetwork(faulty ? fault : OriginFaults.None, 4);
        network.Train(x[..2700], y[..2700], 600);
        return HandWrittenDoctor.Examine(network, x[..2700], y[..2700], x[2700..], y[2700..], "origin");
    }

    /// <summary>Two rings, 2-16-16-1.</summary>
    public static ExperimentSubject Rings(Optimizer? optimizer = null, double factor = 1, int epochs = 30, string output = "sigmoid",
        Loss? loss = null, Dataset? data = null, int batch = 32, Layer[]? layers = null) =>
        Made.Subject(data ?? Made.Circles(600, factor), layers ?? Made.Dense([16, 16], "relu", 1, output), loss ?? "binary_crossentropy",
            optimizer ?? new Adam(0.01f), Options(epochs, batch));

    /// <summary>Three round clouds, 2-16-3, and 200 rows held back.</summary>
    public static ExperimentSubject Blobs(Optimizer? optimizer = null, Layer[]? layers = null, string output = "softmax", Loss? loss = null,
        Dataset? data = null, Dataset? test = null, int units = 3, int epochs = 20, int batch = 32) =>
        Made.Subject(data ?? Made.Blobs(), layers ?? Made.Dense([16], "relu", units, output), loss ?? "categorical_crossentropy",
            optimizer ?? new Adam(0.01f),
            Options(epochs, batch) with { Test = test });

    /// <summary>Ten clouds in eight dimensions, 8-32-10.</summary>
    public static ExperimentSubject Ten(Optimizer? optimizer = null, Loss? loss = null, string output = "softmax",
        Schedule? schedule = null, int epochs = 10) =>
        Made.Subject(Made.Blobs(1500, 10, 8, 0.25), Made.Dense([32], "relu", 10, output), loss ?? "categorical_crossentropy",
            optimizer ?? new SGD(0.1f), Options(epochs)) with
        { Schedule = schedule ?? "constant" };

    /// <summary>A curved surface, 4-32-1.</summary>
    public static ExperimentSubject Curve(Optimizer? optimizer = null, double factor = 1, double offset = 0, string output = "linear",
        Loss? loss = null, int units = 1, int epochs = 40, Layer[]? layers = null) =>
        Made.Subject(Made.Curve(targetFactor: factor, targetOffset: offset), layers ?? Made.Dense([32], "relu", units, output),
            loss ?? "mean_squared_error", optimizer ?? new SGD(0.05f), Options(epochs));

    /// <summary>Five patterns of 144 pixels, 144-64-64-5.</summary>
    public static ExperimentSubject Pixels(float factor = 1 / 255f, Layer[]? layers = null) =>
        Made.Subject(Made.Pixels(800, factor), layers ?? Made.Dense([64, 64], "relu", 5, "softmax"), "categorical_crossentropy",
            new SGD(0.1f), Options(20));

    public static FitOptions Options(int epochs, int batch = 32) => new() { Epochs = epochs, BatchSize = batch };
}
