#:package Microsoft.ML.OnnxRuntime@1.31.1
#:property ManagePackageVersionsCentrally=false
#:property PublishAot=false
#:project ../../src/Glia.Interop/Glia.Interop.csproj
// Writes models as ONNX and compares what onnxruntime answers to 1,000 rows with what Glia answers:
//   dotnet run bench/formats/OnnxRuntimeCheck.cs MODEL ...
using Glia;
using Glia.Data;
using Glia.Interop;
using Glia.Models;
using Microsoft.ML.OnnxRuntime;

const int Rows = 1000;
foreach (string path in args)
{
    Model model = ForeignModels.Open(path)?.Model ?? Model.Load(path);
    string onnx = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".onnx");
    try
    {
        _ = ForeignWriting.Onnx(model, onnx);
    }
    catch (GliaException error)
    {
        Console.WriteLine($"{Path.GetFileName(path)}: {error.Message}");
        continue;
    }
    Shape shape = model.Network.InputShape;
    var random = new Random(1);
    int? words = model.Network.Layers[0].IndexCount;
    float[] numbers = [.. Enumerable.Range(0, Rows * shape.Size)
        .Select(_ => words is { } count ? random.Next(count) : (float)(random.NextDouble() * 4) - 2)];
    ModelPredictions ours = model.Predict(new FloatFeatures(numbers, shape));
    using var session = new InferenceSession(onnx);
    using OrtValue input = OrtValue.CreateTensorValueFromMemory(numbers, [Rows, .. shape.ToArray().Select(size => (long)size)]);
    using var results = session.Run(new RunOptions(), ["x"], [input], ["y"]);
    ReadOnlySpan<float> theirs = results[0].GetTensorDataAsSpan<float>();
    int width = theirs.Length / Rows;
    double most = 0;
    for (int row = 0; row < Rows; row++)
        for (int i = 0; i < width; i++)
            most = Math.Max(most, Math.Abs(ours[row][i] - theirs[(row * width) + i]) / Math.Max(1, Math.Abs(ours[row][i])));
    Console.WriteLine($"{Path.GetFileName(path)}: {Rows} rows, at most {most:0.0e0} apart");
    File.Delete(onnx);
}
