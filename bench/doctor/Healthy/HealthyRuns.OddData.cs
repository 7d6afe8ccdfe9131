using Glia.DoctorBench.Bases;
using static Glia.DoctorBench.Words;

namespace Glia.DoctorBench.Healthy;

/// <content>Data that look wrong and are not.</content>
internal static partial class HealthyRuns
{
    private static IEnumerable<HealthyRun> OddData() =>
    [
        new("digits from 0 to 16, not scaled", seed => M(2, seed).Map(part => part.Unscaled()).Rate(0.01)),
        new("iris in centimetres", seed => M(3, seed).Map(part => part.Unscaled()).Optimizer("Adam", 0.02)),
        new("raw pixels behind a batch normalisation", seed => M(1, seed).Map(part => part.Unscaled()).Insert(0, BatchNormalization())),
        new("wine, three standard deviations wide", seed => M(10, seed).Layers(Dense(16, "relu"), Dense(3, "softmax"))
            .Optimizer("Adam", 0.01)),
        new("thirty rows that suffice", seed => M(5, seed).MapTrain(part => part.Take(30)).Optimizer("Adam", 0.02)
            .Set(loop => loop with { BatchSize = 8, Epochs = 60 })),
        new("thirty irises", seed => M(3, seed).MapTrain(part => part.Take(36)).Optimizer("Adam", 0.02)
            .Set(loop => loop with { BatchSize = 6, Epochs = 60 })),
        new("the four points of XOR", XorPoints),
        new("one label of ten wrong", seed => Noised(M(2, seed), 0.1)),
        new("columns that are constant and 0/1", seed =>
            M(9, seed).Map(part => part.AddColumns(3, (row, column) => column == 0 ? 0 : (row + column) % 2))),
        new("categories: many equal rows, some with different labels", seed => Base.Binary(seed, Sets.Shape(seed, 900, 6, draw =>
        {
            int rank = draw.Below(3), sex = draw.Below(2), age = draw.Below(3);
            double likely = 0.15 + 0.6 * sex + 0.12 * (2 - rank) - 0.08 * age;
            return ([rank == 0 ? 1 : 0, rank == 1 ? 1 : 0, rank == 2 ? 1 : 0, sex, age / 2f, 1], draw.Uniform(0, 1) < likely ? 1 : 0);
        }), [Dense(16, "relu"), Dense(1, "sigmoid")], Loop("binary_crossentropy", "Adam", 0.005, 32, 20))),
        new("an autoencoder: targets equal inputs", seed => Auto(seed, 0)),
        new("image to image: the targets are the upside-down inputs", seed => Auto(seed, 1)),
        new("a straight line", seed => Base.Values(seed, Sets.Values(seed, 300, 3, draw =>
        {
            float a = draw.Normal(), b = draw.Normal(), c = draw.Normal();
            return ([a, b, c], 3 * a - b + 0.5f * c + 1 + 0.2f * draw.Normal());
        }), [Dense(1)], Loop("mse", "SGD", 0.05, 16, 20))),
        new("a straight line through two linear layers", seed => Base.Values(seed, Sets.Values(seed, 400, 2, draw =>
        {
            float a = draw.Uniform(0, 1), b = draw.Uniform(0, 1);
            return ([a, b], (a + b) / 2);
        }), [Dense(4), Dense(1)], Loop("mse", "Adam", 0.02, 16, 30))),
        new("noise halves what can be explained", seed => Base.Values(seed, Sets.Values(seed, 1500, 4, draw =>
        {
            float[] x = [.. Enumerable.Range(0, 4).Select(_ => draw.Normal())];
            return (x, x[0] + x[1] + 1.4f * draw.Normal());
        }), [Dense(16, "relu"), Dense(1)], Loop("mse", "Adam", 0.005, 32, 15))),
        new("two moons", seed => Base.Binary(seed, Sets.Moons(seed, 800), [Dense(16, "tanh"), Dense(16, "tanh"), Dense(1, "sigmoid")],
            Loop("binary_crossentropy", "Adam", 0.02, 32, 30))),
        new("twelve blobs in five dimensions", seed =>
            Base.Classes(seed, Sets.Blobs(seed, 1500, 12, 1.5, 5).Standardized(), 12, [Dense(32, "relu"), Dense(12, "softmax")],
            Loop("categorical_crossentropy", "Adam", 0.01, 32, 20))),
        new("counts through an exponential", seed => Base.Values(seed, Sets.Values(seed, 1200, 3, draw =>
        {
            float[] x = [draw.Normal(), draw.Normal(), draw.Normal()];
            double rate = Math.Exp(0.8 + 0.6 * x[0] - 0.4 * x[1]), sum = 0;
            int count = -1;
            while (sum < rate) { sum -= Math.Log(1 - draw.Uniform(0, 0.9999)); count++; }
            return (x, count);
        }), [Dense(16, "tanh"), Dense(1, "exponential")], Loop("poisson", "Adam", 0.005, 32, 30))),
        new("white on black turned into black on white", seed => M(1, seed).Map(part => part.MapX(value => 1 - value))
            .Optimizer("Adam", 0.001), 0.7),
        new("two of three classes rare but separable", seed => Base.Classes(seed, Sets.Shape(seed, 1500, 3, draw =>
        {
            double u = draw.Uniform(0, 1);
            int label = u < 0.06 ? 1 : u < 0.14 ? 2 : 0;
            return ([3 * (label == 1 ? 1 : 0) + draw.Normal(), 3 * (label == 2 ? 1 : 0) + draw.Normal(), draw.Normal()], label);
        }), 3, [Dense(16, "relu"), Dense(3, "softmax")], Loop("categorical_crossentropy", "Adam", 0.01, 32, 20))),
    ];

    private static Plan XorPoints(int seed)
    {
        float[] x = [0, 0, 0, 1, 1, 0, 1, 1];
        var points = new Part(x, x, 2, [], 0, [0, 1, 1, 0]);
        return Base.Binary(seed, (points, points), [Dense(8, "tanh"), Dense(1, "sigmoid")],
            Loop("binary_crossentropy", "Adam", 0.05, 4, 300)) with
        { Test = null };
    }

    private static Plan Noised(Plan plan, double share)
    {
        var draw = new Draw(plan.Seed + 78);
        return plan.MapTrain(part =>
            part.Relabel(row => draw.Uniform(0, 1) < share ? draw.Below(plan.Classes) : part.Labels[row], plan.Classes));
    }

    private static Plan Auto(int seed, int turned)
    {
        var (train, test) = Sets.Table("digits", seed).Unit(16);
        return Base.Values(seed, (Own(train), Own(test)), [Dense(40, "relu", "he_normal"), Dense(64, "sigmoid")],
            Loop("mse", "Adam", 0.005, 32, 30));

        Part Own(Part part) => part with
        {
            Y = turned == 0 ? part.X
            : [.. part.X.Select((_, i) => part.X[i / 64 * 64 + (7 - i % 64 / 8) * 8 + i % 8])],
            YWidth = 64,
            Labels = [],
        };
    }
}
