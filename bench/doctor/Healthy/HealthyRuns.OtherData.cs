using Glia.DoctorBench.Bases;
using static Glia.DoctorBench.Words;

namespace Glia.DoctorBench.Healthy;

/// <content>Further data sets, most of them of kinds that people bring: tables of mixed columns, texts, series, counts,
/// several outputs.</content>
internal static partial class HealthyRuns
{
    private static IEnumerable<HealthyRun> OtherData() =>
    [
        new("two spirals", seed => Base.Binary(seed, Sets.Shape(seed, 1500, 2, draw =>
        {
            int arm = draw.Below(2);
            double turn = Math.Sqrt(draw.Uniform(0.05, 1)) * 2.2 * Math.PI, angle = turn + arm * Math.PI, radius = turn / (2.2 * Math.PI);
            return ([(float)(radius * Math.Cos(angle)) + 0.03f * draw.Normal(), (float)(radius * Math.Sin(angle)) + 0.03f * draw.Normal()],
                arm);
        }), [Dense(32, "tanh"), Dense(32, "tanh"), Dense(1, "sigmoid")], Loop("binary_crossentropy", "Adam", 0.01, 32, 80)), 0.7),
        new("a chess board of four by four", seed => Base.Binary(seed, Sets.Shape(seed, 2000, 2, draw =>
        {
            float a = draw.Uniform(0, 4), b = draw.Uniform(0, 4);
            return ([a - 2, b - 2], ((int)a + (int)b) % 2);
        }), [Dense(64, "relu", "he_normal"), Dense(64, "relu", "he_normal"), Dense(1, "sigmoid")],
            Loop("binary_crossentropy", "Adam", 0.01, 32, 60)), 0.7),
        new("passengers: classes, sex, age, a skewed fare", seed =>
            Base.Binary(seed, Passengers(seed), [Dense(16, "relu"), Dense(8, "relu"), Dense(1, "sigmoid")],
            Loop("binary_crossentropy", "Adam", 0.005, 32, 30))),
        new("passengers, columns standardised", seed => Base.Binary(seed, Passengers(seed).Standardized(),
            [Dense(16, "relu"), Dense(1, "sigmoid")], Loop("binary_crossentropy", "Adam", 0.005, 32, 20))),
        new("passengers, categories only and standardised", seed => Base.Binary(seed, Categories(seed).Standardized(),
            [Dense(16, "relu"), Dense(1, "sigmoid")], Loop("binary_crossentropy", "Adam", 0.005, 32, 20))),
        new("answers from 1 to 5, many alike", seed => Base.Classes(seed, Answers(seed), 3, [Dense(16, "relu"), Dense(3, "softmax")],
            Loop("categorical_crossentropy", "Adam", 0.01, 32, 30))),
        new("words of four topics", seed => Base.Classes(seed, Topics(seed), 4, [Dense(32, "relu"), Dropout(0.3), Dense(4, "softmax")],
            Loop("categorical_crossentropy", "Adam", 0.002, 32, 15))),
        new("the next value of a series", seed =>
            Base.Values(seed, Series(seed), [Dense(32, "relu"), Dense(1)], Loop("mse", "Adam", 0.005, 32, 40))),
        new("prices of houses, their logarithm", seed => Base.Values(seed, Houses(seed, logarithm: true).Standardized()
            .StandardizedTargets(), [Dense(32, "relu", "he_normal"), Dense(16, "relu", "he_normal"), Dense(1)],
            Loop("mse", "Adam", 0.003, 32, 40))) { Owed = "GLIA076" },
        new("prices of houses in units of 100,000", seed => Base.Values(seed, Houses(seed, logarithm: false).Standardized(),
            [Dense(32, "relu", "he_normal"), Dense(1)], Loop("mae", "Adam", 0.005, 32, 60))) { Owed = "GLIA076" },
        new("Friedman's function", seed => Base.Values(seed, Sets.Values(seed, 1200, 10, draw =>
        {
            float[] x = [.. Enumerable.Range(0, 10).Select(_ => draw.Uniform(0, 1))];
            return (x, (float)(10 * Math.Sin(Math.PI * x[0] * x[1]) + 20 * (x[2] - 0.5) * (x[2] - 0.5) + 10 * x[3] + 5 * x[4] +
                draw.Normal()));
        }), [Dense(64, "relu", "he_normal"), Dense(1)], Loop("mse", "Adam", 0.005, 32, 60))),
        new("twenty-six letters", seed => Base.Classes(seed, Sets.Blobs(seed, 3000, 26, 2.5, 16).Standardized(), 26,
            [Dense(64, "relu"), Dense(26, "softmax")], Loop("categorical_crossentropy", "Adam", 0.005, 32, 15))),
        new("three rings", seed => Base.Classes(seed, Sets.Shape(seed, 1200, 2, draw =>
        {
            int ring = draw.Below(3);
            double angle = draw.Uniform(0, 2 * Math.PI), radius = ring + 0.6 + 0.12 * draw.Normal();
            return ([(float)(radius * Math.Cos(angle)), (float)(radius * Math.Sin(angle))], ring);
        }), 3, [Dense(32, "relu"), Dense(3, "softmax")], Loop("categorical_crossentropy", "Adam", 0.01, 32, 40))),
        new("two values a row: sine and cosine", seed => Base.Values(seed, Several(seed, 800, 1, 2, draw =>
        {
            float x = draw.Uniform(-3, 3);
            return ([x], [MathF.Sin(x) + 0.05f * draw.Normal(), MathF.Cos(x) + 0.05f * draw.Normal()]);
        }), [Dense(32, "tanh"), Dense(32, "tanh"), Dense(2)], Loop("mse", "Adam", 0.01, 32, 60))),
        new("five answers of yes and no", seed => Base.Values(seed, Several(seed, 1200, 10, 5, draw =>
        {
            float[] x = [.. Enumerable.Range(0, 10).Select(_ => draw.Normal())];
            return (x, [.. Enumerable.Range(0, 5).Select(i => x[i] + x[i + 5] + 0.3f * draw.Normal() > 0 ? 1f : 0f)]);
        }), [Dense(32, "relu"), Dense(5, "sigmoid")], Loop("binary_crossentropy", "Adam", 0.005, 32, 30))),
        new("shares that sum to one", seed => Base.Values(seed, Several(seed, 1000, 4, 3, draw =>
        {
            float[] x = [.. Enumerable.Range(0, 4).Select(_ => draw.Normal())];
            float[] e = [MathF.Exp(x[0]), MathF.Exp(x[1] - x[2]), MathF.Exp(x[3])];
            return (x, [.. e.Select(one => one / e.Sum())]);
        }), [Dense(32, "relu"), Dense(3, "softmax")], Loop("kl_divergence", "Adam", 0.005, 32, 30))),
        new("yes and no as 1 and -1", seed => Base.Binary(seed, Sets.Circles(seed, 800), [Dense(32, "relu"), Dense(1, "sigmoid")],
            Loop("binary_crossentropy", "Adam", 0.01, 32, 30))
            .MapSeen(part => part.MapY(y => 2 * y - 1)).Layer(-1, "activation", "tanh").Loss("mse"), 0.5),
        new("sixteen rows are all there are: parity of four bits", Parity),
        new("image to image: noise taken off, both divided by 255", Denoised, 0.6),
        new("one value in a thousand is far out", seed => Base.Binary(seed, Sets.Shape(seed, 1200, 5, draw =>
        {
            float[] x = [.. Enumerable.Range(0, 5).Select(_ => draw.Normal())];
            int label = x[0] + x[1] * x[2] > 0 ? 1 : 0;
            if (draw.Below(1000) < 5) x[4] = 60;
            return (x, label);
        }), [Dense(32, "relu"), Dense(1, "sigmoid")], Loop("binary_crossentropy", "Adam", 0.005, 32, 30))),
        new("five labels in a hundred wrong, two classes", seed => Noised(M(9, seed), 0.1)),
    ];

    private static (Part Train, Part Test) Several(int seed, int rows, int width, int columns, Func<Draw, (float[] X, float[] Y)> row)
    {
        var draw = new Draw(seed);
        var made = Enumerable.Range(0, rows).Select(_ => row(draw)).ToList();
        float[] x = [.. made.SelectMany(one => one.X)];
        var all = new Part(x, x, width, [.. made.SelectMany(one => one.Y)], columns, []);
        return (all.Take(rows * 7 / 10), all.Select([.. Enumerable.Range(rows * 7 / 10, rows - rows * 7 / 10)]));
    }

    private static (Part Train, Part Test) Passengers(int seed) => Sets.Shape(seed, 1000, 6, draw =>
    {
        int rank = draw.Below(5) switch { 0 => 1, 1 => 2, _ => 3 }, woman = draw.Below(3) == 0 ? 1 : 0;
        double age = Math.Clamp(30 + 14 * draw.Normal(), 0.5, 80), fare = Math.Exp(4.2 - 0.9 * rank + 0.5 * draw.Normal()) * 4;
        double likely = 1 / (1 + Math.Exp(-(2.6 * woman - 1.0 * (rank - 2) - 0.03 * (age - 30) - 1)));
        return ([rank == 1 ? 1 : 0, rank == 2 ? 1 : 0, rank == 3 ? 1 : 0, woman, (float)(age / 80), (float)(fare / 100)],
            draw.Uniform(0, 1) < likely ? 1 : 0);
    });

    private static (Part Train, Part Test) Categories(int seed) => Sets.Shape(seed, 1000, 5, draw =>
    {
        int rank = draw.Below(3), woman = draw.Below(2), port = draw.Below(3), child = draw.Below(8) == 0 ? 1 : 0;
        double likely = 1 / (1 + Math.Exp(-(2.2 * woman - 1.0 * (rank - 1) + 1.2 * child - 1)));
        return ([rank, woman, port == 1 ? 1 : 0, port == 2 ? 1 : 0, child], draw.Uniform(0, 1) < likely ? 1 : 0);
    });

    private static (Part Train, Part Test) Answers(int seed) => Sets.Shape(seed, 1500, 4, draw =>
    {
        double mood = draw.Normal();
        float[] x = [.. Enumerable.Range(0, 4).Select(_ => (float)Math.Clamp(Math.Round(3 + mood + 0.7 * draw.Normal()), 1, 5) / 5)];
        return (x, mood + 0.5 * draw.Normal() is var felt && felt < -0.5 ? 0 : felt < 0.5 ? 1 : 2);
    });

    // A text has twelve words of three hundred; half of them are of its topic, the others of any.
    private static (Part Train, Part Test) Topics(int seed) => Sets.Shape(seed, 1500, 300, draw =>
    {
        int topic = draw.Below(4);
        var words = new float[300];
        for (int word = 0; word < 12; word++) words[draw.Below(2) == 0 ? topic * 40 + draw.Below(40) : draw.Below(300)] = 1;
        return (words, topic);
    });

    private static (Part Train, Part Test) Series(int seed)
    {
        var draw = new Draw(seed + 500);
        float[] series =
            [.. Enumerable.Range(0, 900).Select(t => MathF.Sin(t * 0.2f) + 0.5f * MathF.Sin(t * 0.05f) + 0.1f * draw.Normal())];
        int next = 0;
        return Sets.Values(seed, 880, 20, _ => (series[next..(next + 20)], series[next++ + 20]));
    }

    private static (Part Train, Part Test) Houses(int seed, bool logarithm) => Sets.Values(seed, 1000, 6, draw =>
    {
        double area = Math.Exp(4.6 + 0.4 * draw.Normal()), rooms = Math.Round(area / 25 + draw.Normal()), age = draw.Uniform(0, 100),
            far = Math.Exp(1.5 + 0.8 * draw.Normal());
        double price = Math.Exp(6.9 + 0.9 * Math.Log(area) - 0.006 * age - 0.15 * Math.Log(far) + 0.15 * draw.Normal());
        return ([(float)area, (float)rooms, (float)age, (float)far, draw.Below(2), draw.Below(4)],
            (float)(logarithm ? Math.Log(price) : price / 1e5));
    });

    private static Plan Parity(int seed)
    {
        float[] x = [.. Enumerable.Range(0, 16).SelectMany(row => Enumerable.Range(0, 4).Select(bit => (float)(row >> bit & 1)))];
        var rows = new Part(x, x, 4, [], 0, [.. Enumerable.Range(0, 16).Select(row => int.PopCount(row) % 2)]);
        return Base.Binary(seed, (rows, rows), [Dense(16, "tanh"), Dense(1, "sigmoid")], Loop("binary_crossentropy", "Adam", 0.03, 16, 600))
            with
        { Test = null };
    }

    private static Plan Denoised(int seed)
    {
        var (train, test) = Sets.Table("digits", seed).Unit(16);
        var draw = new Draw(seed + 79);
        return Base.Values(seed, (Noisy(train), Noisy(test)), [Dense(64, "relu", "he_normal"), Dense(64, "sigmoid")],
            Loop("binary_crossentropy", "Adam", 0.005, 32, 30));

        Part Noisy(Part part) => part with
        {
            Y = part.X,
            X = [.. part.X.Select(value => Math.Clamp(value + 0.2f * draw.Normal(), 0, 1))],
            YWidth = 64,
            Labels = [],
        };
    }
}
