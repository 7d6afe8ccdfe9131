using System.Runtime.InteropServices;
using Glia.Random;
using Glia.Tests.Data;

namespace Glia.Tests.Random;

/// <summary>Golden values of PyTorch 1.13.1 on the CPU.</summary>
public class TorchRandomTests
{
    [Fact]
    public void Rand_is_torchs()
    {
        var values = new float[4];
        new TorchRandom(42).Rand(values);
        Assert.Equal([0.8822692632675171, 0.9150039553642273, 0.38286375999450684, 0.9593056440353394], values.Select(v => (double)v));
    }

    [Fact]
    public void Linear_layers_start_where_torch_starts_them()
    {
        var random = new TorchRandom(42);
        var hashes = new List<string>();
        foreach ((int inputs, int outputs) in ((int, int)[])[(784, 200), (200, 200), (200, 10)])
        {
            float[] weight = new float[inputs * outputs], bias = new float[outputs];
            random.Linear(inputs, weight, bias);
            hashes.Add(Fixture.Sha256(MemoryMarshal.AsBytes<float>(weight)));
            hashes.Add(Fixture.Sha256(MemoryMarshal.AsBytes<float>(bias)));
        }
        Assert.Equal(
            [
                "81da4109bf5826023228206ef9697c11a648451f43b17ff5bc7052ad740fc1ac",
                "dd69033431fa95423db2022cd176b816c8d1123c5714993325fa68c9411f515a",
                "e2d81cf33a4eaa7cc20d79cb3ad6e4acb78cfab5251ca985e5e1e6d31a3176c3",
                "d8f740470d940cdfaa3304f56baffe37c4a003f448d37f3c3e4033d82b140cc9",
                "e336b187406431130afdbfe2ba5750cb9a9a09c4014cb93345077f300ee79fa6",
                "e609d62187b016dc7e58f5a5aa1eb35307a6809663c0135d0824a7429fefb6a8",
            ],
            hashes);
    }

    [Fact]
    public void Randperm_is_torchs()
    {
        Assert.Equal([2, 6, 1, 8, 4, 5, 0, 9, 3, 7], new TorchRandom(42).Permutation(10));
        long[] order = [.. new TorchRandom(42).Permutation(60000).Select(i => (long)i)];
        Assert.Equal("7cd1a1e010482b25004c00bf2e3caae398061dfa812ba311e56e8b6b9b4cdc7a",
            Fixture.Sha256(MemoryMarshal.AsBytes<long>(order)));
    }
}
