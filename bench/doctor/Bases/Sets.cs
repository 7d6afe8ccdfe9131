using System.Globalization;
using System.IO.Compression;
using Glia.Mnist;

namespace Glia.DoctorBench.Bases;

/// <summary>Where the rows come from: the public tables beside this program, MNIST, and formulas.</summary>
internal static class Sets
{
    private static readonly Lazy<MnistData> s_mnist = new(() => MnistData.Load(factor: 1));
    private static readonly Dictionary<string, Part> s_tables = [];

    /// <summary>MNIST rows drawn by chance, pixels 0 to 255.</summary>
    public static (Part Train, Part Test) Mnist(int seed, int train, int test)
    {
        int[] order = new Draw(seed).Permutation(MnistData.TrainRows);
        return (Rows(order[..train]), Rows(order[train..(train + test)]));

        static Part Rows(int[] rows)
        {
            var x = new float[rows.Length * 784];
            s_mnist.Value.Train.Inputs.Gather(rows, x);
            int[] labels = Array.ConvertAll(rows, row => s_mnist.Value.Train.Targets[row].IndexOf(1f));
            return new Part(x, x, 784, [], 0, labels);
        }
    }

    /// <summary>A public table, shuffled, a share of it held back.</summary>
    public static (Part Train, Part Test) Table(string name, int seed, double testShare = 0.3)
    {
        Part all;
        lock (s_tables)
        {
            if (!s_tables.TryGetValue(name, out all!)) s_tables[name] = all = Read(name);
        }
        int[] order = new Draw(seed).Permutation(all.Rows);
        int train = (int)(all.Rows * (1 - testShare));
        return (all.Select(order[..train]), all.Select(order[train..]));
    }

    /// <summary>Two noisy circles, the inner one class 1, as scikit-learn's make_circles.</summary>
    public static (Part Train, Part Test) Circles(int seed, int rows, double noise = 0.1, double factor = 0.5) =>
        Shape(seed, rows, 2, draw =>
    {
        int label = draw.Below(2);
        double angle = draw.Uniform(0, 2 * Math.PI), radius = label == 1 ? factor : 1;
        return ([(float)(radius * Math.Cos(angle) + noise * draw.Normal()), (float)(radius * Math.Sin(angle) + noise * draw.Normal())],
            label);
    });

    /// <summary>Round clouds about random centres, as scikit-learn's make_blobs.</summary>
    public static (Part Train, Part Test) Blobs(int seed, int rows, int centres = 3, double deviation = 1, int features = 2)
    {
        var places = new Draw(seed + 1000);
        float[][] at;
        // Centres that lie on top of each other would make a task without a solution.
        do at = [.. Enumerable.Range(0, centres).Select(_ => Enumerable.Range(0, features).Select(_ => places.Uniform(-10, 10)).ToArray())];
        while (Enumerable.Range(0, centres).Any(a => Enumerable.Range(0, a).Any(b => Distance(at[a], at[b]) < 5)));
        return Shape(seed, rows, features, draw =>
        {
            int label = draw.Below(centres);
            return ([.. at[label].Select(centre => centre + (float)deviation * draw.Normal())], label);
        });
    }

    /// <summary>Four noisy clouds; the class is the exclusive or of the two signs.</summary>
    public static (Part Train, Part Test) Xor(int seed, int rows, double noise = 0.15) => Shape(seed, rows, 2, draw =>
    {
        int a = draw.Below(2), b = draw.Below(2);
        return ([a + (float)noise * draw.Normal(), b + (float)noise * draw.Normal()], a ^ b);
    });

    /// <summary>Two moons.</summary>
    public static (Part Train, Part Test) Moons(int seed, int rows, double noise = 0.1) => Shape(seed, rows, 2, draw =>
    {
        int label = draw.Below(2);
        double angle = draw.Uniform(0, Math.PI);
        float x = (float)(label == 0 ? Math.Cos(angle) : 1 - Math.Cos(angle)),
            y = (float)(label == 0 ? Math.Sin(angle) : 0.5 - Math.Sin(angle));
        return ([x + (float)noise * draw.Normal(), y + (float)noise * draw.Normal()], label);
    });

    /// <summary>Rows by a formula for classes.</summary>
    public static (Part Train, Part Test) Shape(int seed, int rows, int width, Func<Draw, (float[] X, int Label)> row)
    {
        var draw = new Draw(seed);
        var made = Enumerable.Range(0, rows).Select(_ => row(draw)).ToList();
        float[] x = [.. made.SelectMany(one => one.X)];
        return Split(new Part(x, x, width, [], 0, [.. made.Select(one => one.Label)]));
    }

    /// <summary>Rows by a formula for values.</summary>
    public static (Part Train, Part Test) Values(int seed, int rows, int width, Func<Draw, (float[] X, float Y)> row)
    {
        var draw = new Draw(seed);
        var made = Enumerable.Range(0, rows).Select(_ => row(draw)).ToList();
        float[] x = [.. made.SelectMany(one => one.X)];
        return Split(new Part(x, x, width, [.. made.Select(one => one.Y)], 1, []));
    }

    /// <summary>
    /// Cars and the miles they go on a gallon, made up with the columns, scales and couplings of the auto-mpg table: cylinders,
    /// displacement, horsepower, weight, acceleration, model year, and three 0/1 columns of the origin.
    /// </summary>
    public static (Part Train, Part Test) Cars(int seed, int rows) => Values(seed, rows, 9, draw =>
    {
        int origin = draw.Below(10) switch { < 6 => 0, < 8 => 1, _ => 2 };
        int cylinders = origin == 0 ? 4 + 2 * draw.Below(3) : draw.Below(10) == 0 ? 6 : 4;
        double displacement = cylinders * 42 - 60 + 20 * draw.Normal(), power = 20 + 0.42 * displacement + 10 * draw.Normal();
        double weight = 1300 + 8.3 * displacement + 220 * draw.Normal(), acceleration = 24 - 0.08 * power + 1.2 * draw.Normal(),
            year = 70 + draw.Below(13);
        double mpg = 62000 / (weight + 6 * power) + 0.55 * (year - 76) + (origin == 2 ? 1.5 : 0) + 1.2 * draw.Normal();
        return ([cylinders, (float)displacement, (float)power, (float)weight, (float)acceleration, (float)year, origin == 0 ? 1 : 0,
            origin == 1 ? 1 : 0, origin == 2 ? 1 : 0], (float)mpg);
    });

    /// <summary>
    /// Boxes that people tick: two hundred that nearly everybody ticks and that say nothing, and thirty that one in twenty ticks and that
    /// add up to the answer. What a box adds is the same for every seed.
    /// </summary>
    public static (Part Train, Part Test) Questionnaire(int seed, int rows)
    {
        const int frequent = 200, rare = 30;
        var meaning = new Draw(7);
        float[] adds = [.. Enumerable.Range(0, rare).Select(_ => meaning.Normal() / MathF.Sqrt(rare / 20f))];
        return Values(seed, rows, frequent + rare, draw =>
        {
            float[] x =
                [.. Enumerable.Range(0, frequent + rare).Select(box => draw.Uniform(0, 1) < (box < frequent ? 0.95 : 0.05) ? 1f : 0)];
            return (x, adds.Select((add, box) => add * x[frequent + box]).Sum() + 0.05f * draw.Normal());
        });
    }

    /// <summary>
    /// Questions as bags of words: which of four hundred words occur. A question has fifteen of them; a third are of its topic,
    /// the others any.
    /// </summary>
    public static (Part Train, Part Test) Questions(int seed, int rows)
    {
        const int words = 400, said = 15, ofTopic = 50;
        return Shape(seed, rows, words, draw =>
        {
            int topic = draw.Below(5);
            var x = new float[words];
            for (int word = 0; word < said; word++) x[draw.Below(3) == 0 ? topic * ofTopic + draw.Below(ofTopic) : draw.Below(words)] = 1;
            return (x, topic);
        });
    }

    /// <summary>
    /// Clicks: six categories of 4 to 60 kinds, each as 0/1 columns of which one is 1. What a kind adds is the same for every seed; two of
    /// the categories count together.
    /// </summary>
    public static (Part Train, Part Test) Clicks(int seed, int rows)
    {
        int[] kinds = [4, 6, 10, 20, 30, 60];
        var meaning = new Draw(8);
        float[][] adds = [.. kinds.Select(count => Enumerable.Range(0, count).Select(_ => 1.5f * meaning.Normal()).ToArray())];
        return Shape(seed, rows, kinds.Sum(), draw =>
        {
            var x = new float[kinds.Sum()];
            int[] drawn = [.. kinds.Select(count => Math.Min(draw.Below(count), draw.Below(count)))];
            for (int i = 0, start = 0; i < kinds.Length; start += kinds[i++]) x[start + drawn[i]] = 1;
            double sum = drawn.Select((kind, i) => adds[i][kind]).Sum() + (drawn[0] % 2 == drawn[1] % 2 ? 1.5 : -1.5);
            return (x, draw.Uniform(0, 1) < 1 / (1 + Math.Exp(-sum)) ? 1 : 0);
        });
    }

    /// <summary>Digits of 8x8 in a colour drawn for each, on a background that brightens from one corner; three channels last,
    /// 0 to 1.</summary>
    public static (Part Train, Part Test) Colours(int seed)
    {
        var (train, test) = Table("digits", seed);
        return (Coloured(train, new Draw(seed + 90)), Coloured(test, new Draw(seed + 91)));

        static Part Coloured(Part grey, Draw draw)
        {
            var x = new float[grey.X.Length * 3];
            for (int row = 0; row < grey.Rows; row++)
            {
                float[] colour = [draw.Uniform(0.4, 1), draw.Uniform(0.4, 1), draw.Uniform(0.4, 1)];
                float light = draw.Uniform(0, 0.3);
                for (int pixel = 0; pixel < 64; pixel++)
                    for (int c = 0; c < 3; c++)
                        x[(row * 64 + pixel) * 3 + c] = 0.7f * colour[c] * grey.X[row * 64 + pixel] / 16 +
                            light * (pixel / 8 + pixel % 8) / 14;
            }
            return grey with { X = x, Raw = x, Width = 192 };
        }
    }

    /// <summary>
    /// Sentences of twelve words out of a hundred. Every word is somewhat good or bad, the same for every seed; the label says whether a
    /// sentence is good in sum.
    /// </summary>
    public static (Part Train, Part Test) Sentences(int seed, int rows)
    {
        const int words = 100, said = 12;
        var meaning = new Draw(9);
        float[] good = [.. Enumerable.Range(0, words).Select(_ => meaning.Normal())];
        return Shape(seed, rows, said, draw =>
        {
            int[] sentence = [.. Enumerable.Range(0, said).Select(_ => draw.Below(words))];
            return ([.. sentence.Select(word => (float)word)], sentence.Sum(word => good[word]) > 0 ? 1 : 0);
        });
    }

    /// <summary>
    /// Sentences of three to ten words out of fifty-nine, filled up behind with zeros to thirty;
    /// the label says whether a sentence is good in sum.
    /// </summary>
    public static (Part Train, Part Test) Padded(int seed, int rows)
    {
        const int words = 60, steps = 30;
        var meaning = new Draw(10);
        float[] good = [.. Enumerable.Range(0, words).Select(_ => meaning.Normal())];
        return Shape(seed, rows, steps, draw =>
        {
            int[] sentence = [.. Enumerable.Range(0, 3 + draw.Below(8)).Select(_ => 1 + draw.Below(words - 1))];
            var x = new float[steps];
            for (int i = 0; i < sentence.Length; i++) x[i] = sentence[i];
            return (x, sentence.Sum(word => good[word]) > 0 ? 1 : 0);
        });
    }

    /// <summary>
    /// Four to ten pairs of measurements, filled up behind with zeros to 24 steps;
    /// the label says whether the first two are larger than the last two in sum.
    /// </summary>
    public static (Part Train, Part Test) Measured(int seed, int rows) => Shape(seed, rows, 48, draw =>
    {
        int steps = 4 + draw.Below(7);
        var x = new float[48];
        for (int i = 0; i < 2 * steps; i++) x[i] = draw.Normal();
        return (x, x[0] + x[1] > x[2 * steps - 2] + x[2 * steps - 1] ? 1 : 0);
    });

    /// <summary>Sequences in two channels with one event in each and a little noise;
    /// label 1 where that of the second channel comes first.</summary>
    public static (Part Train, Part Test) Events(int seed, int rows, int steps) => Shape(seed, rows, 2 * steps, draw =>
    {
        int first = draw.Below(steps - 1), second = first + 1 + draw.Below(steps - 1 - first), label = draw.Below(2);
        float[] x = [.. Enumerable.Range(0, 2 * steps).Select(_ => 0.1f * draw.Normal())];
        x[2 * first + label] += 1;
        x[2 * second + 1 - label] += 1;
        return (x, label);
    });

    /// <summary>Windows of a sum of two sines with noise, and the value that follows.</summary>
    public static (Part Train, Part Test) Waves(int seed, int rows, int steps) => Values(seed, rows, steps, draw =>
    {
        double fast = draw.Uniform(0, 2 * Math.PI), slow = draw.Uniform(0, 2 * Math.PI), rate = draw.Uniform(0.3f, 0.6f);
        float At(int step) => (float)(0.7 * Math.Sin(fast + rate * step) + 0.5 * Math.Sin(slow + 0.1 * step));
        return ([.. Enumerable.Range(0, steps).Select(step => At(step) + 0.05f * draw.Normal())], At(steps));
    });

    private static (Part Train, Part Test) Split(Part all)
    {
        int train = all.Rows * 7 / 10;
        return (all.Take(train), all.Select([.. Enumerable.Range(train, all.Rows - train)]));
    }

    private static Part Read(string name)
    {
        using Stream resource = typeof(Sets).Assembly.GetManifestResourceStream($"{name}.csv.gz")
            ?? throw new InvalidOperationException($"There is no table {name}.");
        using var reader = new StreamReader(new GZipStream(resource, CompressionMode.Decompress));
        int width = reader.ReadLine()!.Split(',').Length - 1;
        var x = new List<float>();
        var labels = new List<int>();
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split(',');
            for (int i = 0; i < width; i++) x.Add(float.Parse(cells[i], CultureInfo.InvariantCulture));
            labels.Add(int.Parse(cells[width], CultureInfo.InvariantCulture));
        }
        float[] all = [.. x];
        return new Part(all, all, width, [], 0, [.. labels]);
    }

    private static double Distance(float[] a, float[] b) => Math.Sqrt(a.Zip(b, (p, q) => (double)(p - q) * (p - q)).Sum());
}
