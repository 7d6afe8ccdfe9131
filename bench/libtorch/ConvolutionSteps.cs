using Glia;
using Glia.Data;
using Glia.Kernels;
using Glia.Layers;
using Glia.Mnist;
using Glia.Optimizers;
using Glia.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchBench;

/// <summary>
/// Whole training steps of Keras' mnist_convnet: two convolutions of 32 and 64 filters, each with a pooling, dropout,
/// one dense layer; Adam.
/// </summary>
internal static class ConvolutionSteps
{
    // Multiply-adds of one sample forward: 26*26*32*9 + 11*11*64*288 + 1600*10; twice that again for both gradients, but for that of the
    // pixels.
    private const double First = 194_688, Second = 2_230_272, Last = 16_000, FlopsPerSample = 2 * ((2 * First) + (3 * (Second + Last)));

    internal static void Print(Workers workers)
    {
        Console.WriteLine($"\nSteps of mnist_convnet, Adam: Glia, libtorch, ratio, shares of the peak. {workers.Threads} thread(s)");
        foreach (int batch in new[] { 32, 128, 512 })
            PrintLine(workers, batch);
    }

    private static void PrintLine(Workers workers, int batch)
    {
        Dataset data = MnistData.Load(new Shape(28, 28, 1)).Train;
        Network network = new(new Shape(28, 28, 1),
        [
            new Conv2D(32, 3, activation: "relu"), new MaxPooling2D(), new Conv2D(64, 3, activation: "relu"), new MaxPooling2D(),
            new Flatten(), new Dropout(0.5f), new Dense(10, "softmax"),
        ], seed: 1);
        Trainer trainer = new(network, "categorical_crossentropy", new Adam(0.001f), workers: workers) { Unobserved = true };
        using var module = Sequential(
            Conv2d(1, 32, 3), ReLU(), MaxPool2d(2), Conv2d(32, 64, 3), ReLU(), MaxPool2d(2), Flatten(), Dropout(0.5), Linear(1600, 10));
        using var optimizer = optim.Adam(module.parameters(), 0.001);
        TorchStep torch = new(module, optimizer, new TorchData(data, 1, 28, 28));
        System.Random random = new(1);
        int[] rows = new int[batch];
        Line.Print(workers, $"batch {batch}", FlopsPerSample * batch, batch,
            () =>
            {
                for (int i = 0; i < batch; i++)
                    rows[i] = random.Next(data.Rows);
                trainer.Step(data, rows);
            },
            () => torch.Run(batch));
    }
}
