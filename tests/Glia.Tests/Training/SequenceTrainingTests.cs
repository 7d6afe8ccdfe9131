using Glia.Data;
using Glia.Layers;
using Glia.Optimizers;
using Glia.Training;

namespace Glia.Tests.Training;

/// <summary>Networks of sequences learn what only they can: an order, a memory, words that say something.</summary>
public class SequenceTrainingTests
{
    // Two of eight bits are marked; the answer is whether they differ. No bit alone and no sum says it.
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5)]
    [InlineData(6), InlineData(7), InlineData(8), InlineData(9), InlineData(10)]
    public void An_LSTM_learns_xor_over_time(int seed)
    {
        Dataset train = Xor(1500, seed), test = Xor(500, seed + 100);
        var network = new Network(new Shape(Bits, 2), [new LSTM(16), new Dense(1, "sigmoid")], (ulong)seed);
        var trainer = new Trainer(network, "binary_crossentropy", new Adam(0.02f), seed: (ulong)seed);
        trainer.Fit(train, new FitOptions { Epochs = 25, BatchSize = 32 });
        Assert.InRange(trainer.Evaluate(test).Accuracy, 0.99, 1);
    }

    public static TheoryData<string> Kinds => ["pooling", "masked pooling", "SimpleRNN", "LSTM", "GRU"];

    // As the reviews of IMDB: words good and bad, a negation that turns the next around, and zeros before to make them equally long.
    // A SimpleRNN forgets too fast for that.
    [Theory]
    [InlineData("pooling", 0.65)]
    [InlineData("masked pooling", 0.65)]
    [InlineData("LSTM", 0.9)]
    [InlineData("GRU", 0.9)]
    public void Made_up_reviews_are_told_apart(string kind, double least)
    {
        Dataset train = Reviews(6000, 1), test = Reviews(500, 2);
        Layer[] layers = [new Embedding(Words, 16, maskZero: kind != "pooling"), Reader(kind), new Dense(1, "sigmoid")];
        var trainer = new Trainer(new Network(ReviewLength, layers, seed: 3), "binary_crossentropy", new Adam(0.01f));
        trainer.Fit(train, new FitOptions { Epochs = 4, BatchSize = 32 });
        // The mean knows no order, and a negation says nothing without: least squares on the bag of words answer 74 % right.
        Assert.InRange(trainer.Evaluate(test).Accuracy, least, 1);
    }

    // As the wires of Reuters: a few of a class's own words among those of all, in eight classes.
    [Theory, MemberData(nameof(Kinds))]
    public void Made_up_wires_are_sorted(string kind)
    {
        Dataset train = Wires(1500, 1), test = Wires(500, 2);
        Layer[] layers = [new Embedding(Words, 16, maskZero: kind != "pooling"), Reader(kind), new Dense(Topics, "softmax")];
        var network = new Network(ReviewLength, layers, seed: 3);
        var trainer = new Trainer(network, "sparse_categorical_crossentropy", new Adam(0.01f));
        trainer.Fit(train, new FitOptions { Epochs = 10, BatchSize = 32 });
        Assert.InRange(trainer.Evaluate(test).Accuracy, 0.9, 1);
    }

    // Keras' reuters example: a bag of words, one column a word.
    [Fact]
    public void A_bag_of_words_is_sorted_by_dense_layers()
    {
        Dataset Bag(Dataset data)
        {
            var bag = new float[data.Rows, Words];
            var words = new float[ReviewLength];
            for (int row = 0; row < data.Rows; row++)
            {
                data.Inputs.Gather([row], words);
                foreach (float word in words) bag[row, (int)word] = 1;
            }
            return new Dataset(Features.From(bag), data.Targets);
        }
        var network = new Network(Words, [new Dense(32, "relu"), new Dropout(0.5f), new Dense(Topics, "softmax")], seed: 3);
        var trainer = new Trainer(network, "sparse_categorical_crossentropy", "adam");
        trainer.Fit(Bag(Wires(1500, 1)), new FitOptions { Epochs = 10, BatchSize = 32 });
        Assert.InRange(trainer.Evaluate(Bag(Wires(500, 2))).Accuracy, 0.9, 1);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void A_step_allocates_nothing_and_has_the_bits_of_any_threads(string kind)
    {
        Dataset data = Wires(64, 1);
        int[] rows = [.. Enumerable.Range(0, 64)];
        float[]? bits = null;
        foreach (int threads in (int[])[1, 2, 3])
        {
            Layer[] layers = [new Embedding(Words, 24, maskZero: kind != "pooling"), Reader(kind), new Dense(Topics, "softmax")];
            var network = new Network(ReviewLength, layers, seed: 3);
            var trainer = new Trainer(network, "sparse_categorical_crossentropy", "adam", workers: new Kernels.Workers(threads));
            for (int step = 0; step < 50; step++) trainer.Step(data, rows);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int step = 0; step < 5; step++) trainer.Step(data, rows);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            float[] weights = network.Weights.All.ToArray();
            Assert.Equal(bits ??= weights, weights);
        }
    }

    private const int Bits = 8, Words = 300, ReviewLength = 24, Topics = 8;

    private static Layer Reader(string kind) => kind switch
    {
        "SimpleRNN" => new SimpleRNN(16),
        "LSTM" => new LSTM(16),
        "GRU" => new GRU(16),
        _ => new GlobalAveragePooling1D(),
    };

    private static Dataset Xor(int rows, int seed)
    {
        var random = new System.Random(seed);
        float[] x = new float[rows * Bits * 2], y = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            int first = random.Next(Bits), second = (first + random.Next(1, Bits)) % Bits;
            for (int bit = 0; bit < Bits; bit++)
            {
                int at = (row * Bits + bit) * 2;
                x[at] = random.Next(2);
                x[at + 1] = bit == first || bit == second ? 1 : 0;
                if (x[at + 1] == 1) y[row] = Math.Abs(y[row] - x[at]);
            }
        }
        return new Dataset(new FloatFeatures(x, new Shape(Bits, 2)), new Targets(y));
    }

    // Words 2 to 9 are good, 10 to 17 bad, 1 turns the next around; the rest says nothing.
    private static Dataset Reviews(int rows, int seed) => Texts(rows, seed, (random, words) =>
    {
        int mood = 0;
        for (int left = 3; left > 0;)
        {
            int place = random.Next(1, words.Length), said = random.Next(2) * 2 - 1;
            if (words[place] < 18 || words[place - 1] < 18) continue;
            bool turned = random.Next(5) == 0;
            if (turned) words[place - 1] = 1;
            words[place] = (said > 0 != turned ? 2 : 10) + random.Next(8);
            mood += said;
            left--;
        }
        return mood > 0 ? 1 : 0;
    });

    private static Dataset Wires(int rows, int seed) => Texts(rows, seed, (random, words) =>
    {
        int topic = random.Next(Topics);
        for (int i = 0; i < words.Length; i++)
            if (random.Next(3) == 0) words[i] = 20 + 10 * topic + random.Next(10);
        return topic;
    });

    private static Dataset Texts(int rows, int seed, Func<System.Random, float[], int> write)
    {
        var random = new System.Random(seed);
        float[] x = new float[rows * ReviewLength], y = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            var words = new float[random.Next(ReviewLength / 2, ReviewLength + 1)];
            for (int i = 0; i < words.Length; i++) words[i] = random.Next(100, Words);
            y[row] = write(random, words);
            words.CopyTo(x, (row + 1) * ReviewLength - words.Length);
        }
        return new Dataset(new FloatFeatures(x, ReviewLength), new Targets(y));
    }
}
